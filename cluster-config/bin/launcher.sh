# Read by the launchers of this project with ".": finds a JDK, builds a module that is not built yet, and says which
# options its JVM is to have. A launcher sets "program", what it calls itself, first.

fail() {
  echo "$program: $1" >&2
  exit "${2:-70}"
}

# The feature version of a JDK's folder; 0 when it is none.
version_of() {
  local text
  if [ -f "$1/release" ]; then
    text=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  else
    text=$("$1/bin/java" -version 2>&1 | sed -n '1s/[^"]*"\([0-9]*\).*/\1/p')
  fi
  echo "${text:-0}"
}

# The folders in which a JDK may lie, one a line.
candidates() {
  local java
  java=$(command -v java || true)
  while [ -L "$java" ]; do
    java=$(cd "$(dirname "$java")" && cd "$(dirname "$(readlink "$java")")" && pwd)/$(basename "$(readlink "$java")")
  done
  [ -z "$java" ] || dirname "$(dirname "$java")"
  ls -d /usr/lib/jvm/*/ /Library/Java/JavaVirtualMachines/*/Contents/Home/ "$HOME"/.sdkman/candidates/java/*/ 2>/dev/null || true
}

find_java() {
  local home version best=16
  if [ -n "${JAVA_HOME:-}" ]; then
    [ -x "$JAVA_HOME/bin/java" ] || fail "JAVA_HOME is $JAVA_HOME, where there is no bin/java"
    java_home=$JAVA_HOME
    java_version=$(version_of "$JAVA_HOME")
    [ "$java_version" -ge 17 ] || fail "JAVA_HOME is a Java $java_version; Hyperspace needs 17 or newer"
    return
  fi
  java_home=
  while read -r home; do
    [ -x "$home/bin/java" ] || continue
    version=$(version_of "$home")
    if [ "$version" -gt "$best" ]; then
      best=$version
      java_home=${home%/}
    fi
  done <<EOF
$(candidates)
EOF
  [ -n "$java_home" ] || fail "no Java from 17 up was found; install a JDK or set JAVA_HOME"
  java_version=$best
}

# Whether a module is built. Its jar comes last, when everything that it needs is there.
is_built() {
  ls "$1"/target/hyperspace-*.jar >/dev/null 2>&1
}

# Builds a module and what it needs, unless it is built. One build at a time; whoever comes second waits for the first.
build() {
  local module=$1 root lock waiting=
  is_built "$module" && return
  root=$(cd "$module/.." && pwd)
  lock=$root/.building
  command -v mvn >/dev/null || fail "it is not built yet, and Maven is not installed"
  until mkdir "$lock" 2>/dev/null; do
    if ! kill -0 "$(cat "$lock/pid" 2>/dev/null || echo $$)" 2>/dev/null; then
      rm -rf "$lock" # whoever built was killed
      continue
    fi
    [ -n "$waiting" ] || echo "$program: another build is under way; waiting for it" >&2
    waiting=yes
    sleep 1
  done
  echo $$ >"$lock/pid"
  # shellcheck disable=SC2064 # the lock is known now
  trap "rm -rf '$lock'" EXIT
  if ! is_built "$module"; then
    echo "$program: building, once; this takes a minute or two" >&2
    make_jars "$root" "${module##*/}" || fail "the build failed"
    echo "$program: built" >&2
  fi
  rm -rf "$lock"
  trap - EXIT
}

# What a developer's build checks beyond the code is not for those who only want to run it.
make_jars() {
  (
    set -o pipefail
    cd "$1"
    JAVA_HOME=$java_home mvn -B --no-transfer-progress -Dmaven.test.skip -Dspotless.check.skip -Dhyperspace.lint=-g \
      -pl "$2" -am package 2>&1 |
      awk '/^\[INFO\] Building .*\[/ { print "  " $3, $4, $5, $6, $7, $8; fflush() } /^\[ERROR\]/ { print; fflush() }' >&2
  )
}

# Options for a JVM that runs a Machine.
machine_flags() {
  # The message path does not depend on the first flag, but on two cores it is much quicker with it.
  flags=(-Djava.util.concurrent.ForkJoinPool.common.parallelism=2)
  if [ "$java_version" -lt 25 ]; then
    # Keeps HotSpot from miscompiling guests (JDK-8376400).
    flags+=(-XX:+UnlockDiagnosticVMOptions -XX:-SplitIfBlocks)
  fi
}
