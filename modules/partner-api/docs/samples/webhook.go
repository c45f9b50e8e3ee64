// go get github.com/standard-webhooks/standard-webhooks/libraries; then: CARAVAN_SECRET=whsec_… go run webhook.go
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"sync"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
)

type event struct {
	Type string
	Data struct {
		ID      string
		Version int
		Title   string
	}
}

func main() {
	webhook, err := standardwebhooks.NewWebhook(os.Getenv("CARAVAN_SECRET"))
	if err != nil {
		log.Fatal(err)
	}
	var seen sync.Map // in your database, in earnest
	http.HandleFunc("/", func(response http.ResponseWriter, request *http.Request) {
		body, err := io.ReadAll(request.Body) // as it came: verify first, parse afterwards
		if err != nil || webhook.Verify(body, request.Header) != nil {
			response.WriteHeader(http.StatusUnauthorized)
			return
		}
		var told event
		if err := json.Unmarshal(body, &told); err != nil {
			response.WriteHeader(http.StatusBadRequest)
			return
		}
		if _, again := seen.LoadOrStore(request.Header.Get("webhook-id"), true); !again {
			fmt.Println(told.Type, told.Data.ID, told.Data.Version, told.Data.Title) // store it
		}
		response.WriteHeader(http.StatusNoContent) // and do what takes long afterwards
	})
	port := os.Getenv("PORT")
	if port == "" {
		port = "8080"
	}
	log.Fatal(http.ListenAndServe(":"+port, nil))
}
