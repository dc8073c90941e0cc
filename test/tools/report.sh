# Sourced by the tests of the tools: counts, and the closing line that test/run reads.
passed=0
failed=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# same NAME EXPECTED ACTUAL: two files hold the same.
same() {
  if cmp -s "$2" "$3"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "FAIL $1"
    diff "$2" "$3" | head -n 20
  fi
}

close_report() {
  echo "$passed passed, $failed failed"
  [ "$failed" = 0 ]
}
