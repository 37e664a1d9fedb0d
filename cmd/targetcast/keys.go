package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"targetcast/model/plan"
	"targetcast/model/plan/document"
	"targetcast/output/result"
	"targetcast/output/style"
	"targetcast/output/table"
	"targetcast/output/words"
	"targetcast/scenarios"
)

// kinds of files that a user writes, each with the one list of its keys.
func fileKinds() []fileKind {
	return []fileKind{
		{"plan", "plan.toml", plan.Keys(laws())},
		{"scenario", "a scenario's file", scenarios.Keys},
		{"sources", "the file of sources", plan.SourceKeys},
		{"elicitation", "the file of judgements", plan.ElicitationKeys},
		{"style", "a style sheet for pictures", style.Keys},
	}
}

type fileKind struct {
	name, says string
	shape      *document.Shape
}

// schema is the JSON Schema of a kind of file and the name of its file.
func (k fileKind) schema() (name string, text []byte) {
	return k.name + ".schema.json", k.shape.Schema("targetcast: " + k.says)
}

func newKeys() *cobra.Command {
	schema, out, lang := false, "", ""
	var names []string
	for _, k := range fileKinds() {
		names = append(names, k.name)
	}
	c := &cobra.Command{
		Use:   "keys [" + strings.Join(names, " | ") + "]",
		Short: "List every key that a file may hold, or write the JSON Schemas by which editors check and complete them",
		Long: `keys lists what may be written in each kind of file (all of them, unless one is named): the tables, their keys, what a key
holds, and what it means; in brackets the value when nothing is written. With --schema it prints the same as a JSON Schema
(draft 7). Editors that know TOML (Even Better TOML, taplo) follow the line "#:schema FILE" at the top of each shipped file;
init puts the schemas beside a new plan. The list is the one by which the files are read.`,
		Example: `  targetcast keys scenario
  targetcast keys plan --lang zh
  targetcast keys plan --schema > plan.schema.json
  targetcast keys --schema --out schema`,
		Args:      cobra.MaximumNArgs(1),
		ValidArgs: names,
		RunE: func(c *cobra.Command, args []string) error {
			if lang != "en" && lang != "zh" {
				return inputError{fmt.Errorf("--lang %s: write en or zh", lang)}
			}
			if out != "" && !schema {
				return inputError{errors.New("--out: is the folder for the schemas; write --schema too")}
			}
			var chosen []fileKind
			for _, k := range fileKinds() {
				if len(args) == 0 || args[0] == k.name {
					chosen = append(chosen, k)
				}
			}
			if len(chosen) == 0 {
				return inputError{fmt.Errorf("%s: no such kind of file%s", args[0], document.Suggest(args[0], names))}
			}
			if !schema {
				return manuals(c.OutOrStdout(), spoken(lang), chosen)
			}
			return schemas(c.OutOrStdout(), chosen, out)
		},
	}
	c.Flags().BoolVar(&schema, "schema", false, "print a JSON Schema instead")
	c.Flags().StringVar(&lang, "lang", "en", "`language` of the list: en, zh; schemas are in English")
	complete(c, map[string]completer{"lang": oneOf("en", "zh")})
	c.Flags().StringVarP(&out, "out", "o", "", "write the schemas into this `folder`, as plan.schema.json and so on")
	return c
}

// schemas prints one schema, or writes some into a folder.
func schemas(w io.Writer, kinds []fileKind, folder string) error {
	if folder == "" && len(kinds) > 1 {
		return inputError{errors.New("--schema: name one kind of file, or give a folder for all: --out schema")}
	}
	files := map[string][]byte{}
	var names []string
	for _, k := range kinds {
		name, text := k.schema()
		if folder == "" {
			_, err := w.Write(text)
			return err
		}
		files[name], names = text, append(names, name)
	}
	if err := result.WriteFiles(folder, files); err != nil {
		return inputError{err}
	}
	fmt.Fprintf(w, "%s in %s\n", strings.Join(names, ", "), folder)
	return nil
}

// manuals prints the keys of each kind of file, table by table, and then the types that have a name.
func manuals(w io.Writer, l words.Lang, kinds []fileKind) error {
	columns := []table.Column{{Head: l.HeadKey()}, {Head: l.HeadHolds(), Flex: true}, {Head: l.HeadMeaning(), Flex: true}}
	for i, k := range kinds {
		if i > 0 {
			fmt.Fprintln(w)
		}
		fmt.Fprintf(w, "%s%s%s\n\n", k.name, l.Colon(), l.KeyFile(k.name, k.says))
		var rows [][]string
		for _, e := range k.shape.Manual() {
			switch {
			case e.Key == "":
				rows = append(rows, []string{"[" + e.Table + "]", "", l.KeyDoc(e.Doc, false)})
			default:
				rows = append(rows, []string{"  " + e.Key, l.KeyHolds(e.Holds), l.KeyDoc(e.Doc, e.Required)})
			}
		}
		for _, t := range k.shape.Kinds() {
			for j, way := range t.Ways {
				name := ""
				if j == 0 {
					name = l.KeyHolds(t.Name)
				}
				rows = append(rows, []string{name, l.KeyWay(way), ""})
			}
		}
		if err := table.Print(w, columns, rows, width(w)); err != nil {
			return err
		}
	}
	return nil
}
