"""Fails if a package of this environment has a known vulnerability, and reports which.

The data comes from PyPI. If it is not available, as behind a mirror that has only packages, a
message says so, and nothing fails.
"""

import json
import subprocess
import sys

run = subprocess.run(
    [sys.executable, "-m", "pip_audit", "--vulnerability-service=pypi", "--format=json",
     "--progress-spinner=off"],
    capture_output=True, text=True, check=False,
)  # fmt: skip
packages = json.loads(run.stdout)["dependencies"] if run.stdout else []
known = [package for package in packages if "skip_reason" not in package]
if not known:
    reason = packages[0]["skip_reason"] if packages else run.stderr.strip().rpartition("\n")[2]
    print(f"NOT AUDITED: the vulnerability service could not be asked ({reason[:200]})")
    sys.exit(0)
vulnerable = [package for package in known if package["vulns"]]
for package in vulnerable:
    for found in package["vulns"]:
        mended = ", ".join(found["fix_versions"]) or "no version yet"
        print(f"{package['name']} {package['version']}: {found['id']}, mended in {mended}")
print(f"{len(known)} of {len(packages)} packages audited, {len(vulnerable)} vulnerable")
sys.exit(bool(vulnerable))
