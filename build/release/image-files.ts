/** The files beside the Dockerfile that name the published image, relative to the repository. */
export const IMAGE_FILES: readonly string[] = [
  'compose.scale.yaml',
  'compose.yaml',
  'deploy/casaos/docker-compose.yml',
  'deploy/kubernetes/datewatch.yaml',
  'deploy/umbrel/docker-compose.yml',
  'deploy/unraid/datewatch.xml',
];
