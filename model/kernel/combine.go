package kernel

// Combine is the weighted sum of columns, added in their order: out = 0 + w[0]x[0] + w[1]x[1] + ... Four columns go into
// one pass, so that a sum is loaded and stored a quarter as often. The columns have the length of out, and none is out.
func Combine(out, w []float64, x [][]float64) {
	clear(out)
	for ; len(w) >= 4; w, x = w[4:], x[4:] {
		addFour(out, w, x[0], x[1], x[2], x[3])
	}
	if len(w) >= 2 {
		addTwo(out, w, x[0], x[1])
		w, x = w[2:], x[2:]
	}
	if len(w) == 1 {
		for i, v := range x[0][:len(out)] {
			out[i] += float64(w[0] * v)
		}
	}
}

func addFour(out, w, a, b, c, d []float64) {
	a, b, c, d = a[:len(out)], b[:len(out)], c[:len(out)], d[:len(out)]
	p, q, r, s := w[0], w[1], w[2], w[3]
	for i, sum := range out {
		out[i] = sum + float64(p*a[i]) + float64(q*b[i]) + float64(r*c[i]) + float64(s*d[i])
	}
}

func addTwo(out, w, a, b []float64) {
	a, b = a[:len(out)], b[:len(out)]
	p, q := w[0], w[1]
	for i, sum := range out {
		out[i] = sum + float64(p*a[i]) + float64(q*b[i])
	}
}
