package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/emptypb"
	"google.golang.org/protobuf/types/known/timestamppb"
)

const (
	total    = 10_000
	inFlight = 500
	keyCount = 10
)

var (
	eventTime = time.Date(2026, 3, 1, 12, 0, 0, 123456789, time.UTC)
	watermark = eventTime.Add(-time.Minute)
)

func at(moment time.Time) *timestamppb.Timestamp { return timestamppb.New(moment) }

func valueOf(index int) string { return fmt.Sprintf("value-%d", index) }

func keyOf(index int) string { return fmt.Sprintf("key-%d", index%keyCount) }

type readiness interface{ GetReady() bool }

// readyOf waits for the server and asks whether it is ready.
func readyOf[R readiness](call func(context.Context, *emptypb.Empty, ...grpc.CallOption) (R, error), ctx context.Context) error {
	answer, err := call(ctx, &emptypb.Empty{}, grpc.WaitForReady(true))
	if err != nil {
		return fmt.Errorf("IsReady: %w", err)
	}
	if !answer.GetReady() {
		return errors.New("IsReady answered false")
	}
	return nil
}

// judge runs one case of one kind.
func judge(kind, address, name string) error {
	target := address
	if strings.HasPrefix(address, "/") {
		target = "unix://" + address
	}
	connection, err := grpc.NewClient(target, grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithDefaultCallOptions(grpc.MaxCallRecvMsgSize(64<<20), grpc.MaxCallSendMsgSize(64<<20)))
	if err != nil {
		return err
	}
	defer connection.Close()
	ctx, cancel := context.WithTimeout(context.Background(), 60*time.Second)
	defer cancel()

	cases, known := map[string]func(context.Context, *grpc.ClientConn) map[string]func() error{
		"map": mapCases, "sourcetransform": transformCases, "sink": sinkCases, "reduce": reduceCases,
	}[kind]
	if !known {
		return fmt.Errorf("no client of kind %s", kind)
	}
	run, known := cases(ctx, connection)[name]
	if !known {
		return fmt.Errorf("no case %s of kind %s", name, kind)
	}
	if err := run(); err != nil {
		return fmt.Errorf("%s %s: %w", kind, name, err)
	}
	return nil
}

// ended checks that a stream is over, and over well.
func ended(err error) error {
	if errors.Is(err, io.EOF) {
		return nil
	}
	return fmt.Errorf("the call should end with OK, got %v", err)
}

// failed checks the answer to a handler's error: code, text and the stack trace in the details.
func failed(err error) error {
	answer := status.Convert(err)
	if answer.Code() != codes.Internal {
		return fmt.Errorf("a failed handler should give Internal, got %v", err)
	}
	if !strings.HasPrefix(answer.Message(), "UDF_EXECUTION_ERROR(") || !strings.Contains(answer.Message(), "boom") {
		return fmt.Errorf("unexpected text: %s", answer.Message())
	}
	for _, detail := range answer.Details() {
		if info, is := detail.(*errdetails.DebugInfo); is && info.GetDetail() != "" {
			return nil
		}
	}
	return fmt.Errorf("no DebugInfo among the details: %v", answer.Details())
}

// The half of a stream that the cases share: a window of open requests, and each id answered once.
type window struct {
	slots    chan struct{}
	answered map[string]bool
}

func newWindow() *window { return &window{make(chan struct{}, inFlight), map[string]bool{}} }

func (w *window) take() { w.slots <- struct{}{} }

func (w *window) answer(id string) error {
	if w.answered[id] {
		return fmt.Errorf("id %s was answered twice", id)
	}
	w.answered[id] = true
	<-w.slots
	return nil
}
