# Sourcebook in a container:
#
#   docker build -t sourcebook .
#   docker run --rm -v "$PWD/notes:/content:ro" -v "$PWD/site:/dist" --user "$(id -u)" sourcebook build

# The package, as it is published.
FROM node:24-slim AS package
WORKDIR /project
COPY package.json package-lock.json .npmrc ./
COPY tools tools
RUN npm ci
COPY astro.config.mjs tsconfig.json tsconfig.package.json LICENSE README.md CHANGELOG.md ./
COPY public public
COPY scripts scripts
COPY src src
RUN npm pack --pack-destination /tmp

# What it needs to run.
FROM node:24-slim AS app
WORKDIR /app
COPY --from=package /tmp/sourcebook-*.tgz sourcebook.tgz
RUN npm install --omit=dev --no-audit --no-fund ./sourcebook.tgz && rm sourcebook.tgz

FROM node:24-slim
COPY --from=app /app /app
RUN mkdir /content /dist /cache && chown node /dist && chmod 1777 /cache
# Mount a volume at /cache to make later builds faster.
ENV PATH=/app/node_modules/.bin:$PATH XDG_CACHE_HOME=/cache
USER node
WORKDIR /
ENTRYPOINT ["sourcebook"]
CMD ["--help"]
