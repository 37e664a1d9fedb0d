package plan

import (
	"math"

	"targetcast/model/plan/document"
)

// inward is how far a repaired matrix is moved towards the identity, so that no two of its shocks are the same one:
// the nearest correlation matrix lies on the edge, where the smallest eigenvalue is 0.
const inward = 1e-6

// checkMatrix asks for a correlation matrix, or makes one when repair is asked for.
func checkMatrix(t *document.Table, c *Correlation) {
	if !square(t, c) {
		return
	}
	smallest := least(c.Matrix)
	if smallest > -1e-10 {
		c.Repair = false
		return
	}
	if !c.Repair {
		t.Problem("matrix", `is no correlation matrix: its smallest eigenvalue is %.4g, below 0; correct it, or write repair = "higham" for the nearest one`, smallest)
		return
	}
	nearest, _, err := NearestCorrelation(c.Matrix)
	if err != nil {
		t.Problem("matrix", "%v; write a matrix that is one", err)
		return
	}
	for i := range nearest {
		for j := range nearest {
			if i != j {
				nearest[i][j] *= 1 - inward
			}
		}
	}
	c.Matrix = nearest
}

// square checks what can be seen cell by cell.
func square(t *document.Table, c *Correlation) bool {
	m, n := c.Matrix, len(c.Of)
	if len(m) != n {
		t.Problem("matrix", "has %d rows for the %d names in of", len(m), n)
		return false
	}
	sound := true
	wrong := func(i int, format string, args ...any) {
		t.ProblemElement("matrix", i, format, args...)
		sound = false
	}
	for i := range m {
		if len(m[i]) != n {
			wrong(i, "has %d columns for the %d names in of", len(m[i]), n)
		}
	}
	if !sound {
		return false
	}
	for i := range m {
		if m[i][i] != 1 {
			wrong(i, "the diagonal is %g; everything correlates with itself by 1", m[i][i])
		}
		for j := range i {
			switch {
			case m[i][j] != m[j][i]:
				wrong(i, "row %d, column %d is %g but row %d, column %d is %g; a correlation has no direction",
					i+1, j+1, m[i][j], j+1, i+1, m[j][i])
			case math.Abs(m[i][j]) > 1:
				wrong(i, "row %d, column %d is %g; a correlation lies between -1 and 1", i+1, j+1, m[i][j])
			}
		}
	}
	return sound
}
