#!/usr/bin/env bash
# Releases an overlay: applies what the migration needs, waits until the migrator has ended well, and only then lets the Deployments
# roll, and waits for them. When the migration fails, nothing has rolled: the running release goes on.
#
#   k8s/rollout.sh [OVERLAY]       the overlay's directory; default: k8s/overlays/production
#
# Acts on the cluster of the current context of kubectl. The namespace and the Secret are there already (docs/operations.md).
#   MIGRATION_SECONDS   longest wait for the migrator; default 3600, which is its own limit too
#   ROLLOUT_SECONDS     longest wait for each Deployment; default 900. A submitter may take 410 s to end its calls.
# Exit codes: 0 released; 1 not released, not ready in time, or without replicas (the last lines say which); 2 wrong arguments.
set -euo pipefail

overlay="${1:-$(dirname "${BASH_SOURCE[0]}")/overlays/production}"
migration_seconds="${MIGRATION_SECONDS:-3600}"
rollout_seconds="${ROLLOUT_SECONDS:-900}"

fail() {
  printf 'rollout: %s\n' "$1" >&2
  exit "${2:-1}"
}
say() { printf 'rollout: %s\n' "$*"; }

(($# <= 1)) || fail "takes one argument, the overlay's directory; it got $#" 2
[[ -f "$overlay/kustomization.yaml" ]] || fail "$overlay has no kustomization.yaml: name an overlay such as k8s/overlays/production" 2
for seconds in "$migration_seconds" "$rollout_seconds"; do
  [[ "$seconds" =~ ^[1-9][0-9]{0,4}$ ]] || fail "MIGRATION_SECONDS and ROLLOUT_SECONDS are whole numbers of seconds from 1 to 99999, not '$seconds'" 2
done
command -v kubectl >/dev/null || fail 'kubectl is not installed'

release="$(mktemp)"
trap 'rm -f "$release"' EXIT
kubectl kustomize "$overlay" >"$release" || fail "kubectl cannot render $overlay (its words are above)"
namespace="$(awk '/^kind: Namespace$/ {found = 1} found && /^  name: / {print $2; exit} /^---$/ {found = 0}' "$release")"
[[ -n "$namespace" ]] || fail "$overlay makes no namespace: it must include k8s/base"
mapfile -t deployments < <(awk '/^---$/ {found = 0} /^kind: Deployment$/ {found = 1} found && /^  name: / {print $2; found = 0}' "$release")

# Every question has a limit of its own.
kube() { kubectl --namespace "$namespace" --request-timeout=30s "$@"; }

kube get namespace "$namespace" --output name >/dev/null ||
  fail "the namespace $namespace cannot be read: make it first (kubectl apply -f k8s/base/namespace.yaml), and check kubectl's context"
kube get secret adcp-orchestrator-secrets --output name >/dev/null ||
  fail "the Secret adcp-orchestrator-secrets cannot be read in $namespace: make it first (k8s/overlays/production/secret.example.yaml has its keys)"

say "migrating, in the namespace $namespace"
# A Job cannot be changed. The one of the last release goes first, with its pod.
kube delete job migrator --ignore-not-found --cascade=foreground --wait --timeout=90s ||
  fail 'the Job of the last migration could not be deleted; nothing has rolled'
for stage in before-migration migration; do
  kube apply --filename "$release" --selector "adcp-orchestrator/stage=$stage" || fail "what belongs to the stage $stage could not be applied; nothing has rolled"
done

conditions() { kube get job migrator --output 'jsonpath={range .status.conditions[?(@.status=="True")]}{.type}{" "}{end}'; }
waits_for() {
  kube get pods --selector job-name=migrator --output \
    'jsonpath={range .items[*]}{.metadata.name}{": "}{.status.phase}{" "}{.status.containerStatuses[*].state.waiting.reason}{"\n"}{end}'
}
show_log() { kube logs --selector job-name=migrator --tail=20 --ignore-errors >&2 || true; }

deadline=$((SECONDS + migration_seconds))
told=''
until [[ " $(conditions) " == *' Complete '* ]]; do
  if [[ " $(conditions) " == *' Failed '* ]]; then
    show_log
    fail "the migration failed (its last lines are above); nothing has rolled, and the running release goes on"
  fi
  if ((SECONDS >= deadline)); then
    show_log
    fail "the migrator has not ended within $migration_seconds s (MIGRATION_SECONDS); it goes on, and nothing has rolled. See: kubectl -n $namespace logs job/migrator"
  fi
  # A question that fails is asked again: only the deadline ends the wait.
  now="$(waits_for || true)"
  if [[ "$now" != "$told" ]]; then say "the migrator's pods: ${now//$'\n'/, }"; fi
  told="$now"
  sleep 2
done
say 'migrated'

kube apply --filename "$release" || fail 'the release could not be applied whole (kubectl names the object); apply it again when it is mended'
for deployment in "${deployments[@]}"; do
  # Its own limit instead of the 30 s: this is the wait itself.
  if ! kubectl --namespace "$namespace" rollout status "deployment/$deployment" --timeout="${rollout_seconds}s"; then
    kube get pods --selector "app.kubernetes.io/name=$deployment" >&2 || true
    fail "$deployment is not ready within $rollout_seconds s (ROLLOUT_SECONDS); its old pods go on. To go back: kubectl -n $namespace rollout undo deployment/$deployment"
  fi
done
# Without replicas a rollout has nothing to wait for, and counts as done. The manifests say nothing of them where an autoscaler does,
# and none of the autoscalers raises a Deployment from 0 that was scaled down or paused by hand.
idle=()
for deployment in "${deployments[@]}"; do
  wanted="$(kube get deployment "$deployment" --output 'jsonpath={.spec.replicas}')" || fail "the replicas of $deployment cannot be read"
  if [[ "$wanted" == 0 ]]; then idle+=("$deployment"); fi
done
if ((${#idle[@]} > 0)); then
  fail "applied, but 0 replicas are wanted of ${idle[*]}: nothing of it runs. Scale up: kubectl -n $namespace scale deployment ${idle[*]} --replicas=2 (with KEDA, first remove the annotation autoscaling.keda.sh/paused-replicas of the ScaledObjects)"
fi
say "released: ${deployments[*]}"
