package report

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"targetcast/output/words"
)

// modules is the folder in which npm has put what checks pages; TARGETCAST_NODE says which.
func modules(t *testing.T) string {
	t.Helper()
	if os.Getenv("TARGETCAST_SLOW") == "" {
		t.Skip("slow: html-validate and axe read the page; set TARGETCAST_SLOW=1")
	}
	folder := filepath.Join(os.Getenv("TARGETCAST_NODE"), "node_modules")
	if _, err := os.Stat(folder); err != nil {
		t.Fatalf("TARGETCAST_NODE names no folder with html-validate and axe-core (npm install; .ci/run makes one), and TARGETCAST_SLOW asks for all checks: %v", err)
	}
	return folder
}

// validate runs html-validate with the rules of the standard and those of accessibility.
func validate(t *testing.T, folder, text string) (string, error) {
	t.Helper()
	dir := t.TempDir()
	for name, b := range map[string]string{"report.html": text, ".htmlvalidate.json": `{"root": true, "extends": ["html-validate:standard", "html-validate:a11y"]}`} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(b), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	c := exec.Command(filepath.Join(folder, ".bin", "html-validate"), "report.html")
	c.Dir = dir
	out, err := c.CombinedOutput()
	return string(out), err
}

// The page is valid HTML, in one language and in both; and the check finds what is not.
func TestHTMLIsValid(t *testing.T) {
	folder := modules(t)
	for _, languages := range [][]words.Lang{{words.En}, {words.Zh}, {words.En, words.Zh}} {
		text := page(t, sample(), languages...)
		if out, err := validate(t, folder, text); err != nil {
			t.Errorf("%v: %v\n%s", languages, err, out)
		}
		if out, err := validate(t, folder, strings.Replace(text, "</h1>", "</h2>", 1)); err == nil || !strings.Contains(out, "close-order") {
			t.Errorf("a heading that is closed as another passes: %s", out)
		}
	}
}

// axe finds nothing that keeps readers out: not on a phone, not in the dark, not in either language; and it finds a picture
// without words.
func TestPageIsAccessible(t *testing.T) {
	axe, err := os.ReadFile(filepath.Join(modules(t), "axe-core", "axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	english, chinese := page(t, sample(), words.En, words.Zh), page(t, sample(), words.Zh)
	mute := regexp.MustCompile(`(role="img") aria-label="[^"]*"`).ReplaceAllString(english, "$1")
	for name, c := range map[string]struct {
		text, found string
		options     []string
	}{
		"laptop": {english, "", []string{"--window-size=1366,900"}},
		"phone":  {chinese, "", []string{"--window-size=400,900"}},
		"dark":   {english, "", []string{"--window-size=1366,900", "--blink-settings=preferredColorScheme=0"}},
		"mute":   {mute, "svg-img-alt", []string{"--window-size=1366,900"}},
	} {
		violations, passes := audit(t, c.text, string(axe), c.options)
		if strings.Join(violations, ", ") != c.found || passes < 20 {
			t.Errorf("%s: %d rules pass, but not %q", name, passes, violations)
		}
	}
}

// audit opens a page with axe in it and reads which rules it breaks and how many it keeps.
func audit(t *testing.T, text, axe string, options []string) (violations []string, passes int) {
	t.Helper()
	const begin = `axe.run().then(r => { const p = document.createElement("pre"); p.id = "axe"; p.textContent = JSON.stringify({violations: r.violations.map(v => v.id), passes: r.passes.length}); document.body.replaceChildren(p) })`
	text = strings.Replace(text, "</body>", "<script>"+axe+"</script><script>"+begin+"</script></body>", 1)
	dir := t.TempDir()
	file := filepath.Join(dir, "audit.html")
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	args := append([]string{"--headless=new", "--no-sandbox", "--disable-gpu", "--user-data-dir=" + filepath.Join(dir, "profile"),
		"--host-resolver-rules=MAP * ~NOTFOUND", "--virtual-time-budget=60000", "--dump-dom"}, append(options, "file://"+file)...)
	out, err := exec.Command("chromium", args...).Output()
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile(`<pre id="axe">(.*?)</pre>`).FindSubmatch(out)
	if found == nil {
		t.Fatalf("axe did not end: %d bytes of page", len(out))
	}
	var said struct {
		Violations []string
		Passes     int
	}
	if err := json.Unmarshal(bytes.ReplaceAll(found[1], []byte("&quot;"), []byte(`"`)), &said); err != nil {
		t.Fatal(err)
	}
	return said.Violations, said.Passes
}
