# Node runs the TypeScript as it is written, so there is nothing to build: one stage fetches the packages, the other is
# what runs, without npm's cache.
FROM node:24-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
# The optional packages are Node itself, for machines that have an older one; this image is Node. No package needs its
# install script, and a script is the way by which a stolen package would act first.
RUN npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund

FROM node:24-bookworm-slim
# In production a missing token is an error: a mistyped secret must not become a healthy demo.
ENV NODE_ENV=production \
    DATEWATCH_STATE=/var/lib/datewatch
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY package.json ./
COPY src src
COPY emulator emulator
# What runs where no folder is mounted over them.
COPY config config
COPY data data
# A new volume takes over this folder's owner. It is the only place that is written to.
RUN mkdir -p /var/lib/datewatch && chown 1000:1000 /var/lib/datewatch
VOLUME /var/lib/datewatch
# The image's user `node`, by number so that Kubernetes can see that it is not root.
USER 1000:1000
# Asks the running process whether it ticked within the last minute. No shell, no curl, no port.
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 CMD ["node", "src/main.ts", "health"]
# An init such as tini is not needed: as process 1 Node gets SIGTERM itself, since the command has no shell around it
# and the program handles the signal; and it starts no processes that somebody would have to reap.
STOPSIGNAL SIGTERM
CMD ["node", "src/main.ts", "start"]
