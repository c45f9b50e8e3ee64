// CARAVAN_KEY=cvn_… go run pull.go: all that was announced since the last run. Once an hour is enough.
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"net/url"
	"os"
)

type page struct {
	Articles []struct {
		Type string
		Data struct {
			ID        string
			Version   int
			Title     string
			TakenBack bool
		}
	}
	Next string
	More bool
}

func pageAfter(cursor string) (told page, err error) {
	query := url.Values{"limit": {"100"}}
	if cursor != "" {
		query.Set("cursor", cursor)
	}
	request, err := http.NewRequest("GET", "{{publicUrl}}/v1/articles?"+query.Encode(), nil)
	if err != nil {
		return told, err
	}
	request.Header.Set("Authorization", "Bearer "+os.Getenv("CARAVAN_KEY"))
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return told, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return told, fmt.Errorf("it answered %s", answer.Status)
	}
	return told, json.NewDecoder(answer.Body).Decode(&told)
}

func main() {
	kept, _ := os.ReadFile("cursor.txt") // none at the first run
	for cursor, more := string(kept), true; more; {
		told, err := pageAfter(cursor)
		if err != nil {
			log.Fatal(err)
		}
		for _, announced := range told.Articles {
			if data := announced.Data; !data.TakenBack { // its withdrawal comes later in the list
				fmt.Println(announced.Type, data.ID, data.Version, data.Title) // store it, by id and version
			}
		}
		cursor, more = told.Next, told.More
		if err := os.WriteFile("cursor.txt", []byte(cursor), 0o600); err != nil { // only once all of the page is stored
			log.Fatal(err)
		}
	}
}
