package main

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"time"
)

// pump sends messages while less than the window is in flight, as many in a frame as are ready and fit.
type pump struct {
	c        *connection
	s        *stream
	o        options
	answered int
	seen     []bool
	done     bool
}

func newPump(c *connection, o options) *pump {
	p := &pump{c: c, o: o, s: &stream{}}
	if o.verify {
		p.seen = make([]bool, o.messages)
	}
	p.s.ended = func(status, message string) error {
		if status != "0" {
			return fmt.Errorf("the call ended with status %s: %s", status, message)
		}
		c.lock.Lock()
		p.done = true
		c.lock.Unlock()
		c.change.Broadcast()
		return nil
	}
	return p
}

// mark notes an answer's id, once.
func (p *pump) mark(id []byte) error {
	index, err := strconv.Atoi(string(id))
	if err != nil || index < 0 || index >= len(p.seen) {
		return fmt.Errorf("an answer with the id %q", id)
	}
	if p.seen[index] {
		return fmt.Errorf("id %s was answered twice", id)
	}
	p.seen[index] = true
	return nil
}

// answers adds to what was answered.
func (p *pump) answers(count int) {
	if count == 0 {
		return
	}
	p.c.lock.Lock()
	p.answered += count
	p.c.lock.Unlock()
	p.c.change.Broadcast()
}

func (p *pump) start(first []byte) error {
	if err := p.c.open(p.o.path, p.s); err != nil {
		return err
	}
	return p.c.send(p.s, first, false)
}

func handshakeMessage(number int) []byte { return envelope(field(number, varint(1, 1))) }

func requestFields(size int) []byte {
	return join(field(1, []byte("key")), field(2, value(size)), field(3, timestamp), field(4, timestamp))
}

func loadMap(c *connection, o options) error {
	p := newPump(c, o)
	c.leave = p.leave
	want := value(o.bytes)
	var cutter cutter
	greeted := false
	check := func(message []byte) error {
		var id []byte
		results := 0
		err := fields(message, func(number int, content []byte, _ uint64) error {
			switch number {
			case 2:
				id = content
			case 1:
				results++
				return fields(content, func(number int, content []byte, _ uint64) error {
					if number == 2 && !bytes.Equal(content, want) {
						return fmt.Errorf("an answer with another value")
					}
					return nil
				})
			}
			return nil
		})
		if err != nil {
			return err
		}
		if results != 1 {
			return fmt.Errorf("id %s has %d results", id, results)
		}
		return p.mark(id)
	}
	p.s.receive = func(data []byte) error {
		count := 0
		err := cutter.cut(data, func(message []byte) error {
			if !greeted {
				greeted = true
				return nil
			}
			count++
			if o.verify {
				return check(message)
			}
			return nil
		})
		p.answers(count)
		return err
	}
	if err := p.start(handshakeMessage(3)); err != nil {
		return err
	}
	request := templateOf(join(field(1, requestFields(o.bytes)), field(2, placeholder)))
	buffer := make([]byte, 0, frameBytes)
	for sent := 0; sent < o.messages; {
		if err := c.wait(func() bool { return sent-p.answered < o.window }); err != nil {
			return err
		}
		c.lock.Lock()
		ready := min(o.window-(sent-p.answered), o.messages-sent)
		c.lock.Unlock()
		buffer = buffer[:0]
		for ; ready > 0 && (len(buffer) == 0 || len(buffer)+len(request.bytes) <= frameBytes); ready-- {
			buffer = request.append(buffer, sent)
			sent++
		}
		if err := c.send(p.s, buffer, false); err != nil {
			return err
		}
	}
	return c.wait(func() bool { return p.answered == o.messages })
}

// leave ends a call as clients do that are done: some servers take a connection that breaks off for an error, and end.
// numaflow-go's map never ends the call, so that nobody waits for it for long.
func (p *pump) leave() {
	if p.s.id == 0 || p.done {
		return
	}
	if err := p.c.send(p.s, nil, true); err != nil {
		return
	}
	timer := time.AfterFunc(time.Second, func() { p.c.fail(errors.New("the call does not end")) })
	defer timer.Stop()
	// Too late to matter: everything was answered.
	_ = p.c.wait(func() bool { return p.done })
}

func loadSink(c *connection, o options) error {
	p := newPump(c, o)
	c.leave = p.leave
	var cutter cutter
	greeted := false
	batches := 0
	p.s.receive = func(data []byte) error {
		return cutter.cut(data, func(message []byte) error {
			if !greeted {
				greeted = true
				return nil
			}
			results, ended := 0, false
			err := fields(message, func(number int, content []byte, _ uint64) error {
				switch number {
				case 3:
					ended = true
				case 1:
					results++
					if !o.verify {
						return nil
					}
					return fields(content, func(number int, content []byte, value uint64) error {
						if number == 1 {
							return p.mark(content)
						}
						if number == 2 && value != 0 {
							return fmt.Errorf("status %d", value)
						}
						return nil
					})
				}
				return nil
			})
			p.answers(results)
			if ended {
				c.lock.Lock()
				batches++
				c.lock.Unlock()
				c.change.Broadcast()
			}
			return err
		})
	}
	if err := p.start(handshakeMessage(3)); err != nil {
		return err
	}
	request := templateOf(field(1, join(requestFields(o.bytes), field(5, placeholder))))
	endOfBatch := envelope(field(2, varint(1, 1)))
	buffer, sent := []byte(nil), 0
	prepare := func() {
		buffer = buffer[:0]
		for count := min(o.window, o.messages-sent); count > 0; count-- {
			buffer = request.append(buffer, sent)
			sent++
		}
		buffer = append(buffer, endOfBatch...)
	}
	prepare()
	for batch, last := 1, false; !last; batch++ {
		if err := c.send(p.s, buffer, false); err != nil {
			return err
		}
		// The next batch is made while the server is at work on this one: the time between two batches is the server's.
		if last = sent == o.messages; !last {
			prepare()
		}
		if err := c.wait(func() bool { return batches == batch }); err != nil {
			return err
		}
	}
	if p.answered != o.messages {
		return fmt.Errorf("%d results for %d messages", p.answered, o.messages)
	}
	return nil
}

// A window with ten keys; the time runs until its end was answered.
func loadReduce(c *connection, o options) error {
	const keys = 10
	p := newPump(c, o)
	var cutter cutter
	results, closed := 0, 0
	p.s.receive = func(data []byte) error {
		return cutter.cut(data, func(message []byte) error {
			return fields(message, func(number int, content []byte, value uint64) error {
				if number == 1 {
					results++
				}
				if number == 3 && value == 1 {
					closed++
				}
				return nil
			})
		})
	}
	window := field(2, join(field(1, varint(1, 60)), field(2, varint(1, 120)), field(3, []byte("0"))))
	message := func(key int, event uint64) []byte {
		payload := join(field(1, []byte(fmt.Sprintf("key-%d", key))), field(2, value(o.bytes)), field(3, varint(1, 70)), field(4, varint(1, 61)))
		operation := window
		if event != 0 {
			operation = join(varint(1, event), window)
		}
		return envelope(join(field(1, payload), field(2, operation)))
	}
	if err := p.start(message(0, 0)); err != nil {
		return err
	}
	var messages [keys][]byte
	for key := range messages {
		messages[key] = message(key, 4)
	}
	buffer := make([]byte, 0, frameBytes)
	for sent := 1; sent < o.messages; {
		buffer = buffer[:0]
		for sent < o.messages && (len(buffer) == 0 || len(buffer)+len(messages[0]) <= frameBytes) {
			buffer = append(buffer, messages[sent%keys]...)
			sent++
		}
		if err := c.send(p.s, buffer, sent == o.messages); err != nil {
			return err
		}
	}
	if err := c.wait(func() bool { return p.done }); err != nil {
		return err
	}
	if want := min(keys, o.messages); closed != 1 || results != want {
		return fmt.Errorf("%d results and %d ends for %d keys in one window", results, closed, want)
	}
	return nil
}

// Calls of one message each way; a window of them is open at any time.
func loadUnary(c *connection, o options) error {
	want := value(o.bytes)
	open, finished := 0, 0
	message := envelope(field(1, want))
	for started := 0; started < o.messages; started++ {
		if err := c.wait(func() bool { return open < o.window }); err != nil {
			return err
		}
		c.lock.Lock()
		open++
		c.lock.Unlock()
		var cutter cutter
		s := &stream{}
		s.receive = func(data []byte) error {
			return cutter.cut(data, func(message []byte) error {
				if o.verify && !bytes.Contains(message, want) {
					return fmt.Errorf("an answer with another value")
				}
				return nil
			})
		}
		s.ended = func(status, text string) error {
			if status != "0" {
				return fmt.Errorf("a call ended with status %s: %s", status, text)
			}
			c.lock.Lock()
			open--
			finished++
			c.lock.Unlock()
			c.change.Broadcast()
			return nil
		}
		if err := c.open(o.path, s); err != nil {
			return err
		}
		if err := c.send(s, message, true); err != nil {
			return err
		}
	}
	return c.wait(func() bool { return finished == o.messages })
}
