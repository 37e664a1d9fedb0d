package document

import "testing"

// Heads are where tables begin, and not what looks like one within a list or a text.
func TestHeads(t *testing.T) {
	const src = `id = "p"
[league.ports]
rows = [
["Singapore", 97.0],
  ["London", 83.0],
]
why = """
[indicator.never]
"""
  [indicator."a.b"] # the head of [target.c]
law = "ar1"
[[check]]
says = "[indicator.never]"
[ target . d ]
`
	want := []string{"[league.ports]", `[indicator."a.b"]`, "[[check]]", "[ target . d ]"}
	names := []string{"league", "indicator", "check", "target"}
	heads := Heads([]byte(src))
	if len(heads) != len(want) {
		t.Fatalf("heads %+v", heads)
	}
	for i, h := range heads {
		if rest := src[h.Offset:]; h.Name != names[i] || rest[:len(want[i])] != want[i] {
			t.Errorf("head %q at %.20q, want %s", h.Name, rest, want[i])
		}
	}
}
