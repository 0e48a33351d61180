# The image of web, worker and beat: locked dependencies, built assets, a user without rights.
FROM python:3.12-slim
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /app
RUN useradd --system --uid 10001 --home-dir /app rapport

COPY requirements/app.txt requirements/app.txt
RUN pip install --no-cache-dir --require-hashes --only-binary=:all: -r requirements/app.txt

COPY . .
# Settings want a data folder for a secret; the one made here is thrown away, production brings its own.
RUN RAPPORT_DATA=/tmp/build python manage.py build_assets \
    && RAPPORT_DATA=/tmp/build python manage.py collectstatic --noinput --verbosity 0 \
    && rm -r /tmp/build \
    && python -m compileall -q accounts config contacts interviews outreach

USER rapport
ENV RAPPORT_PRODUCTION=1 RAPPORT_DATA=/tmp/rapport
EXPOSE 8000
CMD ["gunicorn", "config.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "8", "--graceful-timeout", "30", "--no-control-socket", "--worker-tmp-dir", "/dev/shm"]
