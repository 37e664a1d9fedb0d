package document

import (
	"bytes"
	"strings"
	"testing"
)

func TestHTML(t *testing.T) {
	b, err := HTML(sample(), second())
	if err != nil {
		t.Fatal(err)
	}
	page := string(b)
	if lost := has(page, `<title>Two &lt;cities&gt; &amp; 双城记</title>`, `content="abc"`, `aria-label="GDP: 50 % &amp; &#34;more&#34;. by year"`,
		`<label class="switch" for="show-zh" lang="zh-CN">中文</label>`, `name="language" id="show-en" checked`,
		`<span class="answer band">40–60 %</span> so-so`, `<q lang="zh-CN">达到4.3万亿元</q>`,
		`<th scope="rowgroup" colspan="3">Goals</th>`, `<tr class="mark"><th scope="row"><a href="#en-gdp">GDP</a></th><td class="wrap">≥ 43,000|x<small>likely</small></td>`,
		`<a href="https://example.org/a|b" rel="noreferrer">src</a>`, `<code>lever.F1.on</code>no link`, `<article id="zh-gdp">`, `<li><a href="#en-gdp">GDP</a></li>`,
		`<td>28,515</td>`, `font/woff`); len(lost) > 0 {
		t.Errorf("the page lacks %q", lost)
	}
	if strings.Contains(page, "javascript:") {
		t.Error("an address that is none became a link")
	}
	if n := strings.Count(page, `id="g0-41"`); n != 1 {
		t.Errorf("the shape of a letter stands %d times", n)
	}
	again, err := HTML(sample(), second())
	if err != nil || !bytes.Equal(b, again) {
		t.Errorf("the same documents give another page (%v)", err)
	}
	if one, err := HTML(sample()); err != nil || strings.Contains(string(one), `type="radio"`) {
		t.Errorf("one language with a switch (%v)", err)
	}
}

func TestLettersMustAgree(t *testing.T) {
	other := second()
	f := other.Figures()[0]
	f.Files["svg"] = bytes.Replace(f.Files["svg"], []byte("L1 1"), []byte("L2 2"), 1)
	if _, err := HTML(sample(), other); err == nil {
		t.Error("two shapes under one name were put on one page")
	}
	delete(f.Files, "svg")
	if _, err := HTML(other); err == nil {
		t.Error("a picture that was not drawn is on the page")
	}
	if _, err := HTML(); err == nil {
		t.Error("a page without a document")
	}
}
