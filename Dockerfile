# One file in a small Debian. Build it here: docker build -t studium .
# Run it:  docker run -d --read-only --tmpfs /tmp -v studium:/data -p 8080:8080 studium
FROM rust:1.95-trixie AS build
RUN apt-get update && apt-get install -y --no-install-recommends nodejs npm && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
RUN cargo xtask dist

FROM debian:trixie-slim
COPY --from=build /src/dist/studium /usr/local/bin/studium
# An owner who is nobody else on the host; the one folder it writes to.
RUN mkdir /data && chown 10001:10001 /data
USER 10001:10001
VOLUME /data
EXPOSE 8080
# SIGTERM lets requests under way finish and the last answers be written.
STOPSIGNAL SIGTERM
ENTRYPOINT ["/usr/local/bin/studium"]
CMD ["serve", "--data", "/data", "--listen", "0.0.0.0:8080"]
