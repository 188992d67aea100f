# The first stage bundles the program and fills V8's compile cache; what runs is the bundle, without npm, packages or
# source. The image is pinned by its digest, so that a tag that was moved changes nothing; .github/dependabot.yml renews it.
FROM node:24.21.0-bookworm-slim@sha256:d6aa754f16b3197301076f047b5def2f02ea1dbbc2ca920407d46d7ec7f87b20 AS build
WORKDIR /app
COPY package.json package-lock.json ./
# No package needs its install script, and a script is the way by which a stolen package would act first.
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN node build/bundle.ts
# The cache holds only for this Node, this path and this user, and cannot be filled where the program runs, since the
# root there is read-only. It is filled by a start against Discord on loopback.
RUN mkdir node_modules/.cache && chown 1000:1000 node_modules/.cache
USER 1000:1000
RUN node build/fill-compile-cache.ts dist/main.js

FROM node:24.21.0-bookworm-slim@sha256:d6aa754f16b3197301076f047b5def2f02ea1dbbc2ca920407d46d7ec7f87b20
# In production a missing token is an error: a mistyped secret must not become a healthy demo.
ENV NODE_ENV=production \
    DATEWATCH_STATE=/var/lib/datewatch
WORKDIR /app
COPY --from=build /app/dist dist
COPY --from=build /app/node_modules/.cache/compiled node_modules/.cache/compiled
# What runs where no folder is mounted over them.
COPY config config
COPY data data
# A new volume takes over this folder's owner. It is the only place that is written to.
RUN mkdir -p /var/lib/datewatch && chown 1000:1000 /var/lib/datewatch
VOLUME /var/lib/datewatch
# The image's user `node`, by number so that Kubernetes can see that it is not root.
USER 1000:1000
# Asks the running process whether it ticked within the last minute. No shell, no curl, no port.
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 CMD ["node", "dist/main.js", "health"]
# An init such as tini is not needed: as process 1 Node gets SIGTERM itself, since the command has no shell around it
# and the program handles the signal; and it starts no processes that somebody would have to reap.
STOPSIGNAL SIGTERM
# Where it cannot run it stays up and tries again: a container that ends would log in each time it is started.
# What it makes lives shortly or long: more room for the young only keeps memory from being used again (docs/figures.md).
CMD ["node", "--max-semi-space-size=2", "dist/main.js", "start", "--keep-trying"]
