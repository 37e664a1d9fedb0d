package simulate

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash/fnv"
	"io"
	"runtime"
	"sort"
	"strconv"
	"strings"

	"targetcast/model/program"
)

// graph is several programs as one: a node that is defined alike and fed alike in two programs is one node. Scenarios
// share all they did not change, so their draws are the same draws and cost nothing twice.
type graph struct {
	first, horizon int
	nodes          []*program.Node // each after those it needs in the same year
	in, lag        [][]program.Ref
	luck           [][]int // index into inputs
	inputs         []program.Luck
	needed         []int   // by input: the first year in which a node reads it
	at             [][]int // program, node -> node of the graph
	keys           [][]digest
}

type digest [16]byte

func newGraph(programs []*program.Program) *graph {
	g := &graph{first: programs[0].First, horizon: programs[0].Horizon}
	for _, p := range programs {
		g.first, g.horizon = min(g.first, p.First), max(g.horizon, p.Horizon)
	}
	keys := refine(programs)
	g.keys = keys
	index := map[digest]int{}
	inputs := map[string]int{}
	for i, p := range programs {
		at := make([]int, len(p.Nodes))
		var fresh []int
		for j := range p.Nodes {
			k, ok := index[keys[i][j]]
			if !ok {
				k = len(g.nodes)
				index[keys[i][j]] = k
				g.nodes = append(g.nodes, &p.Nodes[j])
				fresh = append(fresh, j)
			}
			at[j] = k
		}
		for _, j := range fresh {
			n := &p.Nodes[j]
			g.in, g.lag = append(g.in, renumber(n.In, at)), append(g.lag, renumber(n.Lag, at))
			var luck []int
			for _, l := range n.Luck {
				k, ok := inputs[l.Name]
				if !ok {
					k = len(g.inputs)
					inputs[l.Name] = k
					g.inputs = append(g.inputs, l)
					g.needed = append(g.needed, n.Start)
				}
				g.needed[k] = min(g.needed[k], n.Start)
				luck = append(luck, k)
			}
			g.luck = append(g.luck, luck)
		}
		g.at = append(g.at, at)
	}
	return g
}

func renumber(refs []program.Ref, at []int) []program.Ref {
	out := append([]program.Ref(nil), refs...)
	for i := range out {
		if out[i].Node >= 0 {
			out[i].Node = at[out[i].Node]
		}
	}
	return out
}

// refine gives nodes equal keys if and only if they compute equal columns: it starts from each node's own definition
// and folds in the keys of what it reads until no class of equal keys splits any more (partition refinement, as in
// Hopcroft's minimisation of automata). This is right for feedback through last year's values too. A round folds in this
// round's keys of what a node reads in the same year, which stands before it: that takes a third of the rounds.
func refine(programs []*program.Program) [][]digest {
	keys := make([][]digest, len(programs))
	own := make([][]digest, len(programs))
	each(programs, func(i int, p *program.Program) {
		own[i] = make([]digest, len(p.Nodes))
		for j := range p.Nodes {
			own[i][j] = definition(&p.Nodes[j])
		}
		keys[i] = append([]digest(nil), own[i]...)
	})
	for classes := count(keys); ; {
		next := make([][]digest, len(programs))
		each(programs, func(i int, p *program.Program) {
			next[i] = make([]digest, len(p.Nodes))
			for j := range p.Nodes {
				next[i][j] = fold(own[i][j], &p.Nodes[j], next[i], keys[i])
			}
		})
		keys = next
		n := count(keys)
		if n == classes {
			return keys
		}
		classes = n
	}
}

// each takes all programs, on all cores.
func each(programs []*program.Program, do func(i int, p *program.Program)) {
	_ = share(context.Background(), runtime.GOMAXPROCS(0), len(programs), func() func(int) error {
		return func(i int) error { do(i, programs[i]); return nil }
	}) // neither it nor its context ever fails
}

func count(keys [][]digest) int {
	seen := map[digest]bool{}
	for _, ks := range keys {
		for _, k := range ks {
			seen[k] = true
		}
	}
	return len(seen)
}

func definition(n *program.Node) digest {
	b := append(make([]byte, 0, 512), n.Op.Key()...)
	b = strconv.AppendBool(append(b, '|'), n.PerFuture)
	for _, x := range [...]int{n.Outs, n.State, n.Start} {
		b = strconv.AppendInt(append(b, '|'), int64(x), 10)
	}
	for _, l := range n.Luck {
		b = strconv.AppendBool(append(append(append(b, '|'), l.Name...), ' '), l.PerFuture)
	}
	years := make([]int, 0, len(n.Before))
	for y := range n.Before {
		years = append(years, y)
	}
	sort.Ints(years)
	for _, y := range years {
		b = strconv.AppendInt(append(b, '|'), int64(y), 10)
		b = strconv.AppendFloat(append(b, '='), n.Before[y], 'g', -1, 64)
	}
	return digestOf(b)
}

// fold joins a node's own definition with the keys of what it reads of this year and of the year before.
func fold(own digest, n *program.Node, now, before []digest) digest {
	var space [512]byte
	b := append(space[:0], own[:]...)
	for k, refs := range [...][]program.Ref{n.In, n.Lag} {
		keys := [...][]digest{now, before}[k]
		for _, r := range refs {
			if r.Node < 0 {
				b = append(b, 0)
				continue
			}
			b = binary.AppendVarint(append(b, keys[r.Node][:]...), int64(r.Out))
		}
		b = append(b, 1)
	}
	return digestOf(b)
}

func digestOf(b []byte) digest {
	h := fnv.New128a()
	h.Write(b)
	return digest(h.Sum(nil))
}

// ref is where the graph keeps what program p calls r.
func (g *graph) ref(p int, r program.Ref) program.Ref {
	return program.Ref{Node: g.at[p][r.Node], Out: r.Out}
}

// Fingerprint is equal for two lists of programs if and only if they compute and ask the same: a SHA-256, hexadecimal.
func Fingerprint(programs []*program.Program) string { return fingerprint(programs, refine(programs)) }

// Fingerprint is that of the programs that were run.
func (r *Result) Fingerprint() string {
	programs := make([]*program.Program, len(r.Runs))
	for i := range r.Runs {
		programs[i] = r.Runs[i].Program
	}
	return fingerprint(programs, r.keys)
}

func fingerprint(programs []*program.Program, keys [][]digest) string {
	h := sha256.New()
	for i, keys := range keys {
		p := programs[i]
		fmt.Fprintf(h, "program %s %s %d-%d since %d\n", p.Scenario, p.Prior, p.First, p.Horizon, p.Since)
		lines := make([]string, 0, len(keys))
		for j, k := range keys {
			lines = append(lines, fmt.Sprintf("%s %x", p.Nodes[j].ID, k))
		}
		for _, e := range p.Events {
			lines = append(lines, fmt.Sprintf("event %s/%s %+v %v %x %d", e.Target, e.Reading, e.Event, e.Joint, keys[e.Of.Node], e.Of.Out))
		}
		sort.Strings(lines) // the order of the file changes nothing
		io.WriteString(h, strings.Join(lines, "\n"))
	}
	return hex.EncodeToString(h.Sum(nil))
}
