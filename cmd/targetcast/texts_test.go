package main

import (
	"reflect"
	"testing"
	"unicode"

	"targetcast/model/plan"
	"targetcast/scenarios"
	"targetcast/seeds"
)

// Whatever the shipped plan and scenarios say to people, reasons included, they say in English and Chinese.
func TestTextsOfTheShippedPlan(t *testing.T) {
	p, err := plan.Load(seeds.Default(), plan.Options{Laws: laws()})
	if err != nil {
		t.Fatal(err)
	}
	all, err := scenarios.Load(scenarios.Shipped())
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	eachText(reflect.ValueOf([]any{p, all}), map[uintptr]bool{}, func(x plan.Text) {
		if x == (plan.Text{}) {
			return
		}
		seen++
		if han(x.En) || !han(x.Zh) {
			t.Errorf("English %q, Chinese %q", x.En, x.Zh)
		}
	})
	if seen < 800 {
		t.Errorf("only %d texts were seen", seen)
	}
}

func han(s string) bool {
	for _, r := range s {
		if unicode.Is(unicode.Han, r) {
			return true
		}
	}
	return false
}

// eachText visits every Text inside a value.
func eachText(v reflect.Value, been map[uintptr]bool, see func(plan.Text)) {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() || been[v.Pointer()] {
			return
		}
		been[v.Pointer()] = true
		eachText(v.Elem(), been, see)
	case reflect.Interface:
		if !v.IsNil() {
			eachText(v.Elem(), been, see)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			eachText(v.Index(i), been, see)
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			eachText(v.MapIndex(k), been, see)
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[plan.Text]() {
			see(plan.Text{En: v.Field(0).String(), Zh: v.Field(1).String()})
			return
		}
		for i := range v.NumField() {
			eachText(v.Field(i), been, see)
		}
	}
}
