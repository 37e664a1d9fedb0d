package result

import (
	"bytes"
	"errors"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var someDraws = Draws{{"a", "", "gdp", 2021, []float64{1.5, math.NaN()}}, {"b", "central", "gdp", 2022, []float64{1e-300, -.1}}}

func TestDrawsAsText(t *testing.T) {
	var b bytes.Buffer
	n, err := someDraws.WriteTo(&b)
	const want = "scenario,prior,indicator,year,draw,value\na,,gdp,2021,0,1.5\na,,gdp,2021,1,NaN\nb,central,gdp,2022,0,1e-300\nb,central,gdp,2022,1,-0.1\n"
	if err != nil || b.String() != want || n != int64(len(want)) {
		t.Errorf("%d bytes, %v:\n%s", n, err, &b)
	}
	if _, err := someDraws.WriteTo(full{}); err == nil {
		t.Error("a full disk is no error")
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("full") }

// However many draws there are, none of their text is kept: memory does not grow with them.
func TestDrawsAreNotHeldAsText(t *testing.T) {
	allocated := func(n int) float64 {
		d := Draws{{"a", "", "gdp", 2021, make([]float64, n)}}
		return testing.AllocsPerRun(5, func() {
			if _, err := d.WriteTo(io.Discard); err != nil {
				t.Fatal(err)
			}
		})
	}
	if few, many := allocated(10), allocated(100_000); many > few+2 { // longer numbers make a longer row
		t.Errorf("%v allocations for 10 draws, %v for 100 000", few, many)
	}
}

// A folder with draws is whole, reproduces, and names the row in which one was edited.
func TestDrawsInAFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	s := sample()
	s.Draws = someDraws
	if err := Write(dir, s, nil); err != nil {
		t.Fatal(err)
	}
	if err := Verify(dir); err != nil {
		t.Error(err)
	}
	if found, err := Reproduce(dir, s, nil, 0); err != nil || len(found) > 0 {
		t.Errorf("%v %v", found, err)
	}
	name := filepath.Join(dir, DrawsName)
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, bytes.Replace(text, []byte("2021,0,1.5"), []byte("2021,0,1.6"), 1), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := Verify(dir); err == nil || !strings.Contains(err.Error(), "draws.csv was altered") {
		t.Error(err)
	}
	found, err := Reproduce(dir, s, nil, 0)
	if err != nil || len(found) != 1 || found[0].String() != "draws.csv, line 2 (a, gdp, 2021, 0), value: 1.6 in the folder, 1.5 when run again" {
		t.Errorf("%v %v", found, err)
	}
}
