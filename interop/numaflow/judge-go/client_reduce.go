package main

import (
	"context"
	"fmt"
	"time"

	reducepb "github.com/numaproj/numaflow-go/pkg/apis/proto/reduce/v1"
	"google.golang.org/grpc"
)

func reduceCases(ctx context.Context, connection *grpc.ClientConn) map[string]func() error {
	client := reducepb.NewReduceClient(connection)
	start := eventTime.Truncate(time.Minute)
	window := &reducepb.Window{Start: at(start), End: at(start.Add(time.Minute)), Slot: "0"}

	send := func(stream grpc.BidiStreamingClient[reducepb.ReduceRequest, reducepb.ReduceResponse], index int, keys []string, value string) error {
		event := reducepb.ReduceRequest_WindowOperation_APPEND
		if index == 0 {
			event = reducepb.ReduceRequest_WindowOperation_OPEN
		}
		return stream.Send(&reducepb.ReduceRequest{
			Payload:   &reducepb.ReduceRequest_Payload{Keys: keys, Value: []byte(value), EventTime: at(eventTime), Watermark: at(watermark)},
			Operation: &reducepb.ReduceRequest_WindowOperation{Event: event, Windows: []*reducepb.Window{window}},
		})
	}
	open := func() (grpc.BidiStreamingClient[reducepb.ReduceRequest, reducepb.ReduceResponse], error) {
		if err := readyOf(client.IsReady, ctx); err != nil {
			return nil, err
		}
		return client.ReduceFn(ctx)
	}
	many := func() error {
		stream, err := open()
		if err != nil {
			return err
		}
		for index := range total {
			if err := send(stream, index, []string{keyOf(index)}, valueOf(index)); err != nil {
				return err
			}
		}
		if err := stream.CloseSend(); err != nil {
			return err
		}
		counts := map[string]string{}
		closed := 0
		for {
			answer, err := stream.Recv()
			if err != nil {
				if err := ended(err); err != nil {
					return err
				}
				break
			}
			if !answer.GetWindow().GetStart().AsTime().Equal(start) || !answer.GetWindow().GetEnd().AsTime().Equal(start.Add(time.Minute)) {
				return fmt.Errorf("window %v", answer.GetWindow())
			}
			if answer.GetEOF() {
				closed++
				continue
			}
			if closed > 0 {
				return fmt.Errorf("a result after the end of the window: %v", answer)
			}
			counts[answer.GetResult().GetKeys()[0]] = string(answer.GetResult().GetValue())
		}
		if closed != 1 {
			return fmt.Errorf("%d ends of the window", closed)
		}
		for index := range keyCount {
			if want := fmt.Sprintf("n=%d", total/keyCount); counts[keyOf(index)] != want {
				return fmt.Errorf("%s: %q, should be %s", keyOf(index), counts[keyOf(index)], want)
			}
		}
		return nil
	}
	failing := func() error {
		stream, err := open()
		if err != nil {
			return err
		}
		if err := send(stream, 0, []string{"k"}, "boom"); err != nil {
			return err
		}
		if err := stream.CloseSend(); err != nil {
			return err
		}
		for {
			if _, err := stream.Recv(); err != nil {
				return failed(err)
			}
		}
	}
	return map[string]func() error{"many": many, "error": failing}
}
