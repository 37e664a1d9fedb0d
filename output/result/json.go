package result

import (
	"bytes"
	"crypto/sha256"
	"encoding"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// JSON writes any value made of this package's types: as encoding/json does, save that a number that is none (NaN, and
// the infinities) is null, a list that is nil is empty, and a field without a name of its own is in lower case. It ends
// with a line feed.
func JSON(v any) ([]byte, error) {
	var b bytes.Buffer
	if err := write(&b, reflect.ValueOf(v)); err != nil {
		return nil, err
	}
	var pretty bytes.Buffer
	if err := json.Indent(&pretty, b.Bytes(), "", " "); err != nil {
		return nil, fmt.Errorf("results as JSON: %w", err)
	}
	pretty.WriteByte('\n')
	return pretty.Bytes(), nil
}

// FromJSON reads what JSON wrote into the value v points to; null becomes NaN, and a number in a map of any values
// an int where it is whole.
func FromJSON(data []byte, v any) error {
	if err := json.Unmarshal(data, v); err != nil {
		return err
	}
	var tree any
	if err := json.Unmarshal(data, &tree); err != nil {
		return err
	}
	restore(reflect.ValueOf(v).Elem(), tree)
	return nil
}

// Hash is the SHA-256, in hexadecimal, of an identity as JSON without spaces, keys in alphabetical order.
func Hash(id Identity) string {
	fields := map[string]any{} // a map is written in the order of its keys; those of File stand in that order already
	for i, v := 0, reflect.ValueOf(id); i < v.NumField(); i++ {
		name, omit := fieldName(v.Type().Field(i))
		if omit && v.Field(i).IsZero() {
			continue // folders written before the field was there keep their hash
		}
		fields[name] = v.Field(i).Interface()
	}
	var b bytes.Buffer
	if err := write(&b, reflect.ValueOf(fields)); err != nil {
		panic(err) // an Identity holds nothing but integers and text
	}
	sum := sha256.Sum256(b.Bytes())
	return hex.EncodeToString(sum[:])
}

// Number is the shortest decimal that reads back as x; nothing for what is no finite number.
func Number(x float64) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return ""
	}
	return strconv.FormatFloat(x, 'g', -1, 64)
}

func write(b *bytes.Buffer, v reflect.Value) error {
	if !v.IsValid() {
		b.WriteString("null")
		return nil
	}
	switch x := v.Interface().(type) {
	case json.Marshaler, encoding.TextMarshaler:
		return leaf(b, x)
	}
	switch v.Kind() {
	case reflect.Float64, reflect.Float32:
		text := Number(v.Float())
		if text == "" {
			text = "null"
		}
		b.WriteString(text)
		return nil
	case reflect.Slice, reflect.Array:
		return writeList(b, v)
	case reflect.Map:
		return writeMap(b, v)
	case reflect.Struct:
		return writeStruct(b, v)
	case reflect.Pointer, reflect.Interface:
		return write(b, v.Elem())
	default:
		return leaf(b, v.Interface())
	}
}

func writeList(b *bytes.Buffer, v reflect.Value) error {
	b.WriteByte('[')
	for i := range v.Len() {
		if i > 0 {
			b.WriteByte(',')
		}
		if err := write(b, v.Index(i)); err != nil {
			return err
		}
	}
	b.WriteByte(']')
	return nil
}

func writeMap(b *bytes.Buffer, v reflect.Value) error {
	values := map[string]reflect.Value{}
	for it := v.MapRange(); it.Next(); {
		if it.Key().Kind() != reflect.String {
			return fmt.Errorf("results as JSON: the keys of a map must be text, not %s", it.Key().Type())
		}
		values[it.Key().String()] = it.Value()
	}
	b.WriteByte('{')
	for i, key := range slices.Sorted(maps.Keys(values)) {
		if err := writeField(b, i, key, values[key]); err != nil {
			return err
		}
	}
	b.WriteByte('}')
	return nil
}

func writeStruct(b *bytes.Buffer, v reflect.Value) error {
	b.WriteByte('{')
	written := 0
	for i := range v.NumField() {
		name, omitEmpty := fieldName(v.Type().Field(i))
		if name == "" || omitEmpty && empty(v.Field(i)) {
			continue
		}
		if err := writeField(b, written, name, v.Field(i)); err != nil {
			return err
		}
		written++
	}
	b.WriteByte('}')
	return nil
}

func writeField(b *bytes.Buffer, i int, name string, v reflect.Value) error {
	if i > 0 {
		b.WriteByte(',')
	}
	if err := leaf(b, name); err != nil {
		return err
	}
	b.WriteByte(':')
	return write(b, v)
}

// leaf leaves a value to encoding/json, without its escapes for HTML: Chinese and comparison signs stay readable.
func leaf(b *bytes.Buffer, v any) error {
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("results as JSON: %w", err)
	}
	b.Truncate(b.Len() - 1) // Encode ends with a line feed
	return nil
}

// fieldName is a field's name in JSON, "" for a field that is not written.
func fieldName(f reflect.StructField) (name string, omitEmpty bool) {
	tag, options, _ := strings.Cut(f.Tag.Get("json"), ",")
	if !f.IsExported() || tag == "-" {
		return "", false
	}
	if tag == "" {
		tag = strings.ToLower(f.Name)
	}
	return tag, options == "omitempty"
}

func empty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Slice, reflect.Map, reflect.String:
		return v.Len() == 0
	default:
		return v.IsZero()
	}
}

// restore makes NaN of every number that is null in the tree, and whole numbers of those of no known type that are
// whole: a year must not come back as 2,019.
func restore(v reflect.Value, tree any) {
	switch v.Kind() {
	case reflect.Float64, reflect.Float32:
		if tree == nil {
			v.SetFloat(math.NaN())
		}
	case reflect.Slice:
		if list, ok := tree.([]any); ok {
			for i := range min(v.Len(), len(list)) {
				restore(v.Index(i), list[i])
			}
		}
	case reflect.Struct:
		fields, ok := tree.(map[string]any)
		if !ok {
			return
		}
		for i := range v.NumField() {
			name, _ := fieldName(v.Type().Field(i))
			if part, found := fields[name]; found && name != "" {
				restore(v.Field(i), part)
			}
		}
	case reflect.Map:
		for it := v.MapRange(); it.Next(); {
			if it.Value().Kind() != reflect.Interface {
				continue
			}
			if it.Value().IsNil() {
				v.SetMapIndex(it.Key(), reflect.ValueOf(math.NaN()))
			} else if x, ok := it.Value().Interface().(float64); ok && x == math.Trunc(x) && math.Abs(x) < 1<<53 {
				v.SetMapIndex(it.Key(), reflect.ValueOf(int(x)))
			}
		}
	}
}
