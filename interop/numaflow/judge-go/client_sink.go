package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	sinkpb "github.com/numaproj/numaflow-go/pkg/apis/proto/sink/v1"
	"google.golang.org/grpc"
)

type sinkStream struct {
	stream grpc.BidiStreamingClient[sinkpb.SinkRequest, sinkpb.SinkResponse]
}

func openSink(ctx context.Context, client sinkpb.SinkClient) (*sinkStream, error) {
	if err := readyOf(client.IsReady, ctx); err != nil {
		return nil, err
	}
	stream, err := client.SinkFn(ctx)
	if err != nil {
		return nil, err
	}
	if err := stream.Send(&sinkpb.SinkRequest{Handshake: &sinkpb.Handshake{Sot: true}}); err != nil {
		return nil, err
	}
	first, err := stream.Recv()
	if err != nil {
		return nil, err
	}
	if !first.GetHandshake().GetSot() {
		return nil, errors.New("the first answer is no handshake")
	}
	return &sinkStream{stream}, nil
}

// batch sends values with the ids first, first+1, … and gives the results by id, when the server has ended the batch.
func (s *sinkStream) batch(first int, values []string) (map[string]*sinkpb.SinkResponse_Result, error) {
	for index, value := range values {
		request := &sinkpb.SinkRequest_Request{
			Id: strconv.Itoa(first + index), Keys: []string{"k"}, Value: []byte(value),
			EventTime: at(eventTime), Watermark: at(watermark),
		}
		if err := s.stream.Send(&sinkpb.SinkRequest{Request: request}); err != nil {
			return nil, err
		}
	}
	if err := s.stream.Send(&sinkpb.SinkRequest{Status: &sinkpb.TransmissionStatus{Eot: true}}); err != nil {
		return nil, err
	}
	results := map[string]*sinkpb.SinkResponse_Result{}
	for {
		answer, err := s.stream.Recv()
		if err != nil {
			return nil, err
		}
		for _, result := range answer.GetResults() {
			if results[result.GetId()] != nil {
				return nil, fmt.Errorf("id %s was answered twice", result.GetId())
			}
			results[result.GetId()] = result
		}
		if answer.GetStatus().GetEot() {
			break
		}
	}
	if len(results) != len(values) {
		return nil, fmt.Errorf("%d results for %d messages", len(results), len(values))
	}
	return results, nil
}

func sinkCases(ctx context.Context, connection *grpc.ClientConn) map[string]func() error {
	client := sinkpb.NewSinkClient(connection)
	many := func() error {
		sink, err := openSink(ctx, client)
		if err != nil {
			return err
		}
		for first := 0; first < total; first += inFlight {
			values := make([]string, inFlight)
			for index := range values {
				values[index] = valueOf(first + index)
			}
			results, err := sink.batch(first, values)
			if err != nil {
				return err
			}
			for id, result := range results {
				if result.GetStatus() != sinkpb.Status_SUCCESS {
					return fmt.Errorf("id %s: status %v", id, result.GetStatus())
				}
			}
		}
		return nil
	}
	statuses := func() error {
		sink, err := openSink(ctx, client)
		if err != nil {
			return err
		}
		results, err := sink.batch(0, []string{"ok", "fail", "fb"})
		if err != nil {
			return err
		}
		for id, want := range map[string]sinkpb.Status{"0": sinkpb.Status_SUCCESS, "1": sinkpb.Status_FAILURE, "2": sinkpb.Status_FALLBACK} {
			if results[id].GetStatus() != want {
				return fmt.Errorf("id %s: status %v, should be %v", id, results[id].GetStatus(), want)
			}
		}
		if results["1"].GetErrMsg() != "no" {
			return fmt.Errorf("error text %q", results["1"].GetErrMsg())
		}
		return nil
	}
	ending := func() error {
		sink, err := openSink(ctx, client)
		if err != nil {
			return err
		}
		if _, err := sink.batch(0, []string{"ok"}); err != nil {
			return err
		}
		if err := sink.stream.CloseSend(); err != nil {
			return err
		}
		for {
			// The platform's own servers may repeat an empty answer and an end of the batch here.
			answer, err := sink.stream.Recv()
			if err != nil {
				return ended(err)
			}
			if len(answer.GetResults()) > 0 {
				return fmt.Errorf("results after the end: %v", answer)
			}
		}
	}
	failing := func() error {
		sink, err := openSink(ctx, client)
		if err != nil {
			return err
		}
		_, err = sink.batch(0, []string{"boom"})
		return failed(err)
	}
	return map[string]func() error{"many": many, "statuses": statuses, "ending": ending, "error": failing}
}
