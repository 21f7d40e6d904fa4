package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
)

// Just enough of the wire format: what the messages of the loads need.

func field(number int, content []byte) []byte {
	out := binary.AppendUvarint(nil, uint64(number)<<3|2)
	return append(binary.AppendUvarint(out, uint64(len(content))), content...)
}

func varint(number int, value uint64) []byte {
	return binary.AppendUvarint(binary.AppendUvarint(nil, uint64(number)<<3), value)
}

func join(parts ...[]byte) []byte { return bytes.Join(parts, nil) }

// envelope is a gRPC message on the wire: not compressed, length, content.
func envelope(content []byte) []byte {
	head := []byte{0, 0, 0, 0, 0}
	binary.BigEndian.PutUint32(head[1:], uint32(len(content)))
	return append(head, content...)
}

// value is what every message carries: bytes of all kinds.
func value(size int) []byte {
	out := make([]byte, size)
	for index := range out {
		out[index] = byte(index * 7)
	}
	return out
}

const idDigits = 8

var timestamp = varint(1, 1_772_366_400)

// A message with an id that is patched in.
type template struct {
	bytes []byte
	at    int
}

func (t template) append(to []byte, id int) []byte {
	start := len(to) + t.at
	to = append(to, t.bytes...)
	for place := start + idDigits - 1; place >= start; place-- {
		to[place] = byte('0' + id%10)
		id /= 10
	}
	return to
}

// templateOf finds the place of the id in a message that was made with the id "########".
func templateOf(content []byte) template {
	message := envelope(content)
	return template{message, bytes.Index(message, placeholder)}
}

var placeholder = bytes.Repeat([]byte("#"), idDigits)

// fields walks over the fields of a message.
func fields(message []byte, visit func(number int, content []byte, value uint64) error) error {
	for len(message) > 0 {
		tag, size := binary.Uvarint(message)
		if size <= 0 {
			return fmt.Errorf("a torn tag")
		}
		message = message[size:]
		number, first := int(tag>>3), uint64(0)
		first, size = binary.Uvarint(message)
		if size <= 0 {
			return fmt.Errorf("a torn varint")
		}
		message = message[size:]
		var content []byte
		switch tag & 7 {
		case 0:
		case 2:
			if first > uint64(len(message)) {
				return fmt.Errorf("a field that is longer than its message")
			}
			content, message = message[:first], message[first:]
		default:
			return fmt.Errorf("wire type %d", tag&7)
		}
		if err := visit(number, content, first); err != nil {
			return err
		}
	}
	return nil
}

// cutter cuts messages out of what arrives, in place wherever it can.
type cutter struct{ carry, spare []byte }

func (c *cutter) cut(data []byte, each func(message []byte) error) error {
	if len(c.carry) > 0 {
		c.carry = append(c.carry, data...)
		data = c.carry
	}
	for len(data) >= 5 {
		if data[0] != 0 {
			return fmt.Errorf("an envelope with flags %d", data[0])
		}
		end := 5 + int(binary.BigEndian.Uint32(data[1:5]))
		if len(data) < end {
			break
		}
		if err := each(data[5:end]); err != nil {
			return err
		}
		data = data[end:]
	}
	// The rest may lie in one of the two: it goes to the other.
	c.carry, c.spare = append(c.spare[:0], data...), c.carry
	return nil
}
