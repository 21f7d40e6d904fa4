package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	mappb "github.com/numaproj/numaflow-go/pkg/apis/proto/map/v1"
	transformpb "github.com/numaproj/numaflow-go/pkg/apis/proto/sourcetransform/v1"
	"google.golang.org/grpc"
	"google.golang.org/protobuf/types/known/timestamppb"
)

const dropTag = "U+005C__DROP__"

// What map and source transform answer, alike for the cases below.
type mapped struct {
	id        string
	value     string
	keys      []string
	tags      []string
	eventTime *timestamppb.Timestamp
}

// A stream of either kind after its handshake. Both are opened alike below, on generated types that share no interface.
type mapStream struct {
	send      func(id, key, value string) error
	receive   func() (mapped, error)
	closeSend func() error
	later     time.Duration
}

func mapCases(ctx context.Context, connection *grpc.ClientConn) map[string]func() error {
	client := mappb.NewMapClient(connection)
	return casesOfMap(func() (*mapStream, error) {
		if err := readyOf(client.IsReady, ctx); err != nil {
			return nil, err
		}
		stream, err := client.MapFn(ctx)
		if err != nil {
			return nil, err
		}
		if err := stream.Send(&mappb.MapRequest{Handshake: &mappb.Handshake{Sot: true}}); err != nil {
			return nil, err
		}
		first, err := stream.Recv()
		if err != nil {
			return nil, err
		}
		if !first.GetHandshake().GetSot() {
			return nil, errors.New("the first answer is no handshake")
		}
		return &mapStream{
			send: func(id, key, value string) error {
				return stream.Send(&mappb.MapRequest{Id: id, Request: &mappb.MapRequest_Request{
					Keys: []string{key}, Value: []byte(value), EventTime: at(eventTime), Watermark: at(watermark),
					Headers: map[string]string{"x": "y"},
				}})
			},
			receive: func() (mapped, error) {
				answer, err := stream.Recv()
				if err != nil {
					return mapped{}, err
				}
				if len(answer.GetResults()) != 1 {
					return mapped{}, fmt.Errorf("id %s has %d results", answer.GetId(), len(answer.GetResults()))
				}
				result := answer.GetResults()[0]
				return mapped{answer.GetId(), string(result.GetValue()), result.GetKeys(), result.GetTags(), nil}, nil
			},
			closeSend: stream.CloseSend,
		}, nil
	})
}

func transformCases(ctx context.Context, connection *grpc.ClientConn) map[string]func() error {
	client := transformpb.NewSourceTransformClient(connection)
	return casesOfMap(func() (*mapStream, error) {
		if err := readyOf(client.IsReady, ctx); err != nil {
			return nil, err
		}
		stream, err := client.SourceTransformFn(ctx)
		if err != nil {
			return nil, err
		}
		if err := stream.Send(&transformpb.SourceTransformRequest{Handshake: &transformpb.Handshake{Sot: true}}); err != nil {
			return nil, err
		}
		first, err := stream.Recv()
		if err != nil {
			return nil, err
		}
		if !first.GetHandshake().GetSot() {
			return nil, errors.New("the first answer is no handshake")
		}
		return &mapStream{
			send: func(id, key, value string) error {
				return stream.Send(&transformpb.SourceTransformRequest{Request: &transformpb.SourceTransformRequest_Request{
					Id: id, Keys: []string{key}, Value: []byte(value), EventTime: at(eventTime), Watermark: at(watermark),
				}})
			},
			receive: func() (mapped, error) {
				answer, err := stream.Recv()
				if err != nil {
					return mapped{}, err
				}
				if len(answer.GetResults()) != 1 {
					return mapped{}, fmt.Errorf("id %s has %d results", answer.GetId(), len(answer.GetResults()))
				}
				result := answer.GetResults()[0]
				if result.GetEventTime() == nil {
					return mapped{}, fmt.Errorf("id %s has no event time", answer.GetId())
				}
				return mapped{answer.GetId(), string(result.GetValue()), result.GetKeys(), result.GetTags(), result.GetEventTime()}, nil
			},
			closeSend: stream.CloseSend,
			later:     time.Hour,
		}, nil
	})
}

// check compares an answer with what the handler has to make of the request with this index.
func (s *mapStream) check(answer mapped) error {
	index, err := strconv.Atoi(answer.id)
	if err != nil {
		return err
	}
	if answer.value != valueOf(index) || len(answer.keys) != 1 || answer.keys[0] != keyOf(index) {
		return fmt.Errorf("id %s: value %q, keys %q", answer.id, answer.value, answer.keys)
	}
	if len(answer.tags) != 1 || answer.tags[0] != "seen" {
		return fmt.Errorf("id %s: tags %q", answer.id, answer.tags)
	}
	if answer.eventTime != nil && !answer.eventTime.AsTime().Truncate(time.Millisecond).Equal(eventTime.Add(s.later).Truncate(time.Millisecond)) {
		return fmt.Errorf("id %s: event time %v", answer.id, answer.eventTime.AsTime())
	}
	return nil
}

func casesOfMap(open func() (*mapStream, error)) map[string]func() error {
	many := func() error {
		stream, err := open()
		if err != nil {
			return err
		}
		window := newWindow()
		sending := make(chan error, 1)
		go func() {
			for index := range total {
				window.take()
				if err := stream.send(strconv.Itoa(index), keyOf(index), valueOf(index)); err != nil {
					sending <- err
					return
				}
			}
			sending <- nil
		}()
		for range total {
			answer, err := stream.receive()
			if err != nil {
				return err
			}
			if err := stream.check(answer); err != nil {
				return err
			}
			if err := window.answer(answer.id); err != nil {
				return err
			}
		}
		return <-sending
	}
	drop := func() error {
		stream, err := open()
		if err != nil {
			return err
		}
		if err := stream.send("0", "k", "drop"); err != nil {
			return err
		}
		answer, err := stream.receive()
		if err != nil {
			return err
		}
		if len(answer.tags) != 1 || answer.tags[0] != dropTag {
			return fmt.Errorf("a dropped message should have the drop tag, got %q", answer.tags)
		}
		return nil
	}
	ending := func() error {
		stream, err := open()
		if err != nil {
			return err
		}
		if err := stream.send("7", keyOf(7), valueOf(7)); err != nil {
			return err
		}
		if err := stream.closeSend(); err != nil {
			return err
		}
		answer, err := stream.receive()
		if err != nil {
			return err
		}
		if err := stream.check(answer); err != nil {
			return err
		}
		_, err = stream.receive()
		return ended(err)
	}
	failing := func() error {
		stream, err := open()
		if err != nil {
			return err
		}
		if err := stream.send("0", "k", "boom"); err != nil {
			return err
		}
		_, err = stream.receive()
		return failed(err)
	}
	return map[string]func() error{"many": many, "drop": drop, "ending": ending, "error": failing}
}
