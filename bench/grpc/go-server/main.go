// grpc-go with generated code: the map as a stream, a goroutine that answers, and an echo.
//
//	bench-grpc-go <socket path or host:port>
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"os"
	"strings"

	mappb "github.com/numaproj/numaflow-go/pkg/apis/proto/map/v1"
	"google.golang.org/grpc"
	"google.golang.org/protobuf/types/known/emptypb"
	"google.golang.org/protobuf/types/known/wrapperspb"
)

type mapServer struct {
	mappb.UnimplementedMapServer
}

func (mapServer) IsReady(context.Context, *emptypb.Empty) (*mappb.ReadyResponse, error) {
	return &mappb.ReadyResponse{Ready: true}, nil
}

// One goroutine reads, this one writes, as numaflow-go's servers do; the handler runs in between.
func (mapServer) MapFn(stream mappb.Map_MapFnServer) error {
	answers := make(chan *mappb.MapResponse, 500)
	ended := make(chan error, 1)
	go func() {
		defer close(answers)
		for {
			request, err := stream.Recv()
			if err != nil {
				if !errors.Is(err, io.EOF) {
					ended <- err
				}
				return
			}
			if request.GetHandshake() != nil {
				answers <- &mappb.MapResponse{Handshake: request.GetHandshake()}
				continue
			}
			result := &mappb.MapResponse_Result{Keys: request.GetRequest().GetKeys(), Value: request.GetRequest().GetValue()}
			answers <- &mappb.MapResponse{Id: request.GetId(), Results: []*mappb.MapResponse_Result{result}}
		}
	}()
	for answer := range answers {
		if err := stream.Send(answer); err != nil {
			return err
		}
	}
	select {
	case err := <-ended:
		return err
	default:
		return nil
	}
}

// A message of bytes on the wire like millrace.bench.Data.
var echo = grpc.ServiceDesc{
	ServiceName: "millrace.bench.Echo",
	HandlerType: (*any)(nil),
	Methods: []grpc.MethodDesc{{
		MethodName: "Call",
		Handler: func(_ any, _ context.Context, decode func(any) error, _ grpc.UnaryServerInterceptor) (any, error) {
			message := &wrapperspb.BytesValue{}
			return message, decode(message)
		},
	}},
}

func main() {
	network := "tcp"
	if strings.HasPrefix(os.Args[1], "/") {
		network = "unix"
	}
	listener, err := net.Listen(network, os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	server := grpc.NewServer(grpc.MaxRecvMsgSize(64<<20), grpc.MaxSendMsgSize(64<<20))
	mappb.RegisterMapServer(server, mapServer{})
	server.RegisterService(&echo, struct{}{})
	fmt.Printf("listening on %s\n", listener.Addr())
	log.Fatal(server.Serve(listener))
}
