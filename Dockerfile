# ocrlayout with its local engine. Made from the wheel:
#
#     python -m build --wheel && docker build -t ocrlayout .
#     docker run --rm -v "$PWD:/work" ocrlayout convert scan.jpg -o scan.pdf
#
# Not built with Docker yet; `make release-check` runs the same steps in a clean environment.
FROM python:3.13-slim
COPY dist/*.whl /tmp/
RUN pip install --no-cache-dir "$(echo /tmp/ocrlayout_kit-*.whl)[local]" && rm /tmp/*.whl \
    && useradd --create-home --uid 1000 reader
USER reader
WORKDIR /work
ENTRYPOINT ["ocrlayout"]
CMD ["--help"]
