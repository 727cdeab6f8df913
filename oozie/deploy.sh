#!/usr/bin/env bash
# Puts the workflow application and the job jar on HDFS, as a directory named by its contents.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
jar=$here/../batch-layer/target/traffic-batch.jar
jobs=$here/jobs.xml
conf=${HBASE_CONF_DIR:-/etc/hbase/conf}
to=/apps/traffic
hadoop=${HADOOP:-hadoop}

usage() {
  cat <<EOF
Usage: oozie/deploy.sh [--to DIR] [--jar FILE] [--hbase-conf DIR] [--jobs FILE]

Puts workflow.xml, coordinator.xml, bundle.xml, the settings of the jobs and the job jar with its
libraries on HDFS, and prints the directory: application=… of job.properties. The directory is named by
what is in it, so that a new version does not change what is running; the same version again does nothing.

  --to DIR          directory on HDFS that holds the versions (default: $to)
  --jar FILE        the job jar (default: batch-layer/target/traffic-batch.jar of this checkout)
  --hbase-conf DIR  directory of hbase-site.xml (default: \$HBASE_CONF_DIR, else /etc/hbase/conf)
  --jobs FILE       settings of the MapReduce jobs (default: oozie/jobs.xml)

Environment: HADOOP is the hadoop command (default: the one on the PATH); what it is configured with says
which cluster. The user needs write access to DIR.

Exit codes: 0 done, 1 failed, 2 wrong usage, 3 a file is missing.

  oozie/deploy.sh --to /user/\$USER/traffic
EOF
}

die() {
  echo "deploy.sh: $1" >&2
  exit "$2"
}

while (($#)); do
  case $1 in
    -h | --help)
      usage
      exit 0
      ;;
    --to | --jar | --hbase-conf | --jobs)
      (($# > 1)) || die "$1 needs a value; --help explains it" 2
      case $1 in
        --to) to=${2%/} ;;
        --jar) jar=$2 ;;
        --hbase-conf) conf=$2 ;;
        --jobs) jobs=$2 ;;
      esac
      shift 2
      ;;
    *) die "there is no option '$1'; --help lists them" 2 ;;
  esac
done

[[ $to == /?* || $to == *://*/* ]] || die "--to '$to': give a directory on HDFS, such as /apps/traffic" 2
[[ -f $jar ]] || die "there is no job jar $jar; build it with: mvn package -DskipTests -pl batch-layer -am" 3
[[ -f $jobs ]] || die "there is no $jobs (--jobs)" 3
[[ -f $conf/hbase-site.xml ]] ||
  die "there is no hbase-site.xml in $conf: publishing finds HBase by it; name its directory with --hbase-conf" 3
command -v "$hadoop" >/dev/null ||
  die "there is no command '$hadoop'; put Hadoop's bin on the PATH or name the command in HADOOP" 3

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
stage=$work/stage
mkdir -p "$stage/lib"
cp "$here/workflow.xml" "$here/coordinator.xml" "$here/bundle.xml" "$stage/"
cp "$jobs" "$stage/jobs.xml"
cp "$conf/hbase-site.xml" "$stage/hbase-site.xml"
# The job jar itself is what tasks get; a launcher does not look into a jar's lib/, so it gets those beside it.
cp "$jar" "$stage/lib/traffic-batch.jar"
if command -v unzip >/dev/null; then
  unzip -q "$jar" 'lib/*.jar' -d "$work/jar"
else
  mkdir "$work/jar"
  (cd "$work/jar" && "${JAVA_HOME:+$JAVA_HOME/bin/}jar" xf "$(realpath "$jar")" lib)
fi
cp "$work"/jar/lib/*.jar "$stage/lib/"

version=$(cd "$stage" && find . -type f | LC_ALL=C sort | xargs sha256sum | sha256sum | cut -c1-12)
target=$to/$version
if "$hadoop" fs -test -d "$target"; then
  echo "deploy.sh: this version was there before; nothing to do" >&2
else
  # Whole or not at all: a directory under its own name is complete.
  half=$to/.$version.$$
  "$hadoop" fs -mkdir -p "$to" || die "cannot make $to on HDFS; --to names another directory" 1
  "$hadoop" fs -put "$stage" "$half" || die "cannot write to $to on HDFS (above is why)" 1
  "$hadoop" fs -mv "$half" "$target" || die "$half could not be renamed to $target; delete it and try again" 1
fi
echo "application=$target"
echo "Next: oozie job -run -config job.properties -Dapplication=\${nameNode}$target" >&2
