package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"net"
	"strings"
	"sync"

	"golang.org/x/net/http2"
	"golang.org/x/net/http2/hpack"
)

const (
	frameBytes    = 16 << 10
	receiveWindow = 4 << 20
)

// A call that is open. Its receiver is called by the reading goroutine only.
type stream struct {
	id      uint32
	credit  int64 // what the peer lets us send; guarded by the connection's lock
	pending int64 // received and not yet given back
	receive func(data []byte) error
	ended   func(status, message string) error
	status  string
	message string
}

// One HTTP/2 connection in the clear.
type connection struct {
	net     net.Conn
	framer  *http2.Framer
	out     *bufio.Writer
	encoder *hpack.Encoder
	block   bytes.Buffer

	lock    sync.Mutex
	change  *sync.Cond
	credit  int64
	initial int64
	streams map[uint32]*stream
	nextID  uint32
	failure error
	pending int64
	writing sync.Mutex
	// Frames that answer the peer. The reading goroutine never writes: a peer that waits for us to read would wait forever.
	replies chan func() error
	leave   func()
}

func dial(address string) (*connection, error) {
	network := "tcp"
	if strings.HasPrefix(address, "/") {
		network = "unix"
	}
	conn, err := net.Dial(network, address)
	if err != nil {
		return nil, err
	}
	c := &connection{net: conn, out: bufio.NewWriterSize(conn, 256<<10), credit: 65535, initial: 65535,
		streams: map[uint32]*stream{}, nextID: 1, replies: make(chan func() error, 1024), leave: func() {}}
	c.change = sync.NewCond(&c.lock)
	c.framer = http2.NewFramer(c.out, bufio.NewReaderSize(conn, 256<<10))
	c.framer.ReadMetaHeaders = hpack.NewDecoder(4096, nil)
	c.framer.SetReuseFrames()
	c.encoder = hpack.NewEncoder(&c.block)
	if _, err := c.out.WriteString(http2.ClientPreface); err != nil {
		return nil, err
	}
	err = errors.Join(
		c.framer.WriteSettings(http2.Setting{ID: http2.SettingInitialWindowSize, Val: receiveWindow}),
		c.framer.WriteWindowUpdate(0, receiveWindow),
		c.out.Flush())
	if err != nil {
		return nil, err
	}
	go c.read()
	go c.reply()
	return c, nil
}

func (c *connection) close() {
	c.leave()
	c.net.Close()
}

func (c *connection) fail(err error) {
	c.lock.Lock()
	defer c.lock.Unlock()
	if c.failure == nil {
		c.failure = err
	}
	c.change.Broadcast()
}

// write runs a function that writes frames, and flushes them.
func (c *connection) write(frames func() error) error {
	c.writing.Lock()
	defer c.writing.Unlock()
	return errors.Join(frames(), c.out.Flush())
}

// open starts a call; nothing is flushed.
func (c *connection) open(path string, s *stream) error {
	c.writing.Lock()
	defer c.writing.Unlock()
	c.lock.Lock()
	s.id = c.nextID
	s.credit = c.initial
	c.nextID += 2
	c.streams[s.id] = s
	c.lock.Unlock()
	c.block.Reset()
	for _, header := range []hpack.HeaderField{
		{Name: ":method", Value: "POST"}, {Name: ":scheme", Value: "http"}, {Name: ":path", Value: path},
		{Name: ":authority", Value: "localhost"}, {Name: "content-type", Value: "application/grpc"},
		{Name: "te", Value: "trailers"}, {Name: "user-agent", Value: "grpc-go/0 (millrace-load)"},
	} {
		if err := c.encoder.WriteField(header); err != nil {
			return err
		}
	}
	return c.framer.WriteHeaders(http2.HeadersFrameParam{StreamID: s.id, BlockFragment: c.block.Bytes(), EndHeaders: true})
}

// take waits until so many bytes may be sent on the stream, or some of them, and takes them.
func (c *connection) take(s *stream, wanted int) (int, error) {
	c.lock.Lock()
	defer c.lock.Unlock()
	for {
		if c.failure != nil {
			return 0, c.failure
		}
		if available := min(c.credit, s.credit); available > 0 {
			taken := min(int64(wanted), available)
			c.credit -= taken
			s.credit -= taken
			return int(taken), nil
		}
		c.change.Wait()
	}
}

// send writes data as frames, as far as flow control goes each, and flushes.
func (c *connection) send(s *stream, data []byte, end bool) error {
	for first := true; first || len(data) > 0; first = false {
		size := 0
		if len(data) > 0 {
			taken, err := c.take(s, min(len(data), frameBytes))
			if err != nil {
				return err
			}
			size = taken
		}
		part, rest := data[:size], data[size:]
		err := c.write(func() error { return c.framer.WriteData(s.id, end && len(rest) == 0, part) })
		if err != nil {
			return err
		}
		data = rest
	}
	return nil
}

// wait blocks until the condition holds. It is evaluated under the lock, after every change.
func (c *connection) wait(condition func() bool) error {
	c.lock.Lock()
	defer c.lock.Unlock()
	for !condition() {
		if c.failure != nil {
			return c.failure
		}
		c.change.Wait()
	}
	return nil
}

func (c *connection) read() {
	for {
		frame, err := c.framer.ReadFrame()
		if err == nil {
			err = c.handle(frame)
		}
		if err != nil {
			c.fail(err)
			return
		}
	}
}

func (c *connection) reply() {
	for frames := range c.replies {
		if err := c.write(frames); err != nil {
			c.fail(err)
		}
	}
}

func (c *connection) handle(frame http2.Frame) error {
	switch f := frame.(type) {
	case *http2.DataFrame:
		return c.handleData(f)
	case *http2.MetaHeadersFrame:
		return c.handleHeaders(f)
	case *http2.SettingsFrame:
		return c.handleSettings(f)
	case *http2.WindowUpdateFrame:
		c.lock.Lock()
		if f.StreamID == 0 {
			c.credit += int64(f.Increment)
		} else if s := c.streams[f.StreamID]; s != nil {
			s.credit += int64(f.Increment)
		}
		c.lock.Unlock()
		c.change.Broadcast()
	case *http2.PingFrame:
		if !f.IsAck() {
			data := f.Data
			c.replies <- func() error { return c.framer.WritePing(true, data) }
		}
	case *http2.RSTStreamFrame:
		return fmt.Errorf("stream %d was reset: %v", f.StreamID, f.ErrCode)
	case *http2.GoAwayFrame:
		return fmt.Errorf("the server goes away: %v %s", f.ErrCode, f.DebugData())
	}
	return nil
}

func (c *connection) handleSettings(f *http2.SettingsFrame) error {
	if f.IsAck() {
		return nil
	}
	size, has := f.Value(http2.SettingInitialWindowSize)
	// The peer reckons with its new window from the moment that we have acknowledged it.
	c.replies <- func() error {
		err := c.framer.WriteSettingsAck()
		if has {
			c.resize(int64(size))
		}
		return err
	}
	return nil
}

func (c *connection) resize(initial int64) {
	c.lock.Lock()
	defer c.lock.Unlock()
	for _, s := range c.streams {
		s.credit += initial - c.initial
	}
	c.initial = initial
	c.change.Broadcast()
}

func (c *connection) handleData(f *http2.DataFrame) error {
	c.lock.Lock()
	s := c.streams[f.StreamID]
	c.lock.Unlock()
	if s == nil {
		return fmt.Errorf("data for stream %d, which is not open", f.StreamID)
	}
	size := int64(f.Length)
	c.pending += size
	s.pending += size
	if err := s.receive(f.Data()); err != nil {
		return err
	}
	if c.pending < receiveWindow/4 {
		return nil
	}
	connectionBytes, streamBytes := c.pending, s.pending
	c.pending, s.pending = 0, 0
	id := s.id
	c.replies <- func() error {
		return errors.Join(c.framer.WriteWindowUpdate(0, uint32(connectionBytes)), c.framer.WriteWindowUpdate(id, uint32(streamBytes)))
	}
	return nil
}

func (c *connection) handleHeaders(f *http2.MetaHeadersFrame) error {
	c.lock.Lock()
	s := c.streams[f.StreamID]
	c.lock.Unlock()
	if s == nil {
		return nil
	}
	for _, header := range f.Fields {
		switch header.Name {
		case "grpc-status":
			s.status = header.Value
		case "grpc-message":
			s.message = header.Value
		}
	}
	if !f.StreamEnded() {
		return nil
	}
	c.lock.Lock()
	delete(c.streams, f.StreamID)
	c.lock.Unlock()
	return s.ended(s.status, s.message)
}
