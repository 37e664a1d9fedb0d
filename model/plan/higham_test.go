package plan

import (
	"math"
	"testing"
)

// The values are those of Higham (2002), section 4, and of the NAG routine g02aa for the second matrix, to the digits
// printed there.
func TestNearestCorrelation(t *testing.T) {
	near, distance, err := NearestCorrelation([][]float64{{1, 1, 0}, {1, 1, 1}, {0, 1, 1}})
	if err != nil {
		t.Fatal(err)
	}
	close(t, "distance", distance, 0.52779, 5e-6)
	for _, c := range []struct {
		i, j int
		want float64
	}{{0, 1, .76069}, {1, 2, .76069}, {0, 2, .15730}, {0, 0, 1}, {1, 1, 1}} {
		close(t, "cell", near[c.i][c.j], c.want, 5e-6)
		close(t, "mirror", near[c.j][c.i], c.want, 5e-6)
	}
	near, _, err = NearestCorrelation([][]float64{{2, -1, 0, 0}, {-1, 2, -1, 0}, {0, -1, 2, -1}, {0, 0, -1, 2}})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		i, j int
		want float64
	}{{0, 1, -.80841}, {0, 2, .19159}, {0, 3, .10678}, {1, 2, -.65623}, {1, 3, .19159}, {2, 3, -.80841}} {
		close(t, "tridiagonal", near[c.i][c.j], c.want, 5e-6)
	}
}

// A correlation matrix is its own nearest one.
func TestNearestIsIdempotent(t *testing.T) {
	a := [][]float64{{1, .5, .2}, {.5, 1, -.3}, {.2, -.3, 1}}
	near, distance, err := NearestCorrelation(a)
	if err != nil {
		t.Fatal(err)
	}
	close(t, "distance", distance, 0, 1e-9)
	for i := range a {
		for j := range a {
			close(t, "cell", near[i][j], a[i][j], 1e-9)
		}
	}
}

func close(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s: got %.10g, want %.10g", what, got, want)
	}
}

func TestMatrixRepair(t *testing.T) {
	// Three shocks, of which the first and the last cannot both follow the middle one while being unrelated: the smallest
	// eigenvalue of [1 1 0; 1 1 1; 0 1 1] is 1 - sqrt 2 = -0.4142.
	add := "\n[indicator.extra]\nunit = \"1\"\nlaw = \"white_noise\"\n[break.census]"
	matrix := "of = [\"filings\", \"talent\", \"extra\"]\nmatrix = [[1, 1, 0], [1, 1, 1], [0, 1, 1]]\n"
	old := "of = [\"filings\", \"talent\"]\nmatrix = [[1, 0.3],\n          [0.3, 1]]\n"
	m := edit(t, files(t), mainFile, "[break.census]", add)
	bad := edit(t, m, mainFile, old, matrix)
	wantProblem(t, bad, Options{}, "is no correlation matrix: its smallest eigenvalue is -0.4142, below 0;")

	good := edit(t, m, mainFile, old, matrix+"repair = \"higham\"\n")
	p, err := Load(good, Options{Laws: laws})
	if err != nil {
		t.Fatal(err)
	}
	c := p.Correlations[0]
	if !c.Repair {
		t.Error("not marked as repaired")
	}
	close(t, "repaired", c.Matrix[0][1], .76069, 1e-5)
	if l := least(c.Matrix); !(l > inward/2) {
		t.Errorf("smallest eigenvalue %g: not positive definite", l)
	}
}
