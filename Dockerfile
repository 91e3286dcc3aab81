# docker build -t mtcheck . && docker run --rm -v "$PWD:/work" mtcheck check article.txt
# The page: docker run --rm -p 127.0.0.1:8765:8765 mtcheck serve --host 0.0.0.0
FROM python:3.12-slim AS build
WORKDIR /src
COPY . .
RUN pip install --no-cache-dir --prefix=/install '.[serve,html,zstd]'

FROM python:3.12-slim
COPY --from=build /install /usr/local
RUN useradd --create-home --uid 10001 mtcheck
USER mtcheck
WORKDIR /work
EXPOSE 8765
ENTRYPOINT ["mtcheck"]
CMD ["--help"]
