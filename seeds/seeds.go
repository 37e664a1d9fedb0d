// Package seeds holds the shipped plans as data: a folder each, with the plan, its observations and their sources.
package seeds

import (
	"embed"
	"io/fs"
)

//go:embed hangyong starter
var plans embed.FS

// Default is the folder of the plan that is run when none is named.
func Default() fs.FS { return folder("hangyong") }

// Starter is the folder from which a new plan is made: small, and it runs at once.
func Starter() fs.FS { return folder("starter") }

func folder(name string) fs.FS {
	sub, err := fs.Sub(plans, name)
	if err != nil {
		panic(err) // a name that is no path: impossible for the names above
	}
	return sub
}
