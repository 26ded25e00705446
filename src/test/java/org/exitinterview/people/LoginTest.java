package org.exitinterview.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.exitinterview.ApplicationTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Who gets in: programs by HTTP basic, people by the session of the web applications. */
@ApplicationTest
class LoginTest {

  private static final String TASKLIST_LOGIN =
      "/camunda/api/admin/auth/user/default/login/tasklist";

  @Autowired private TestRestTemplate rest;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/cases",
        "/api/nothing-here",
        "/engine-rest/task",
        "/engine-rest/engine",
        "//engine-rest/task"
      })
  void nobodyGetsInWithoutLogin(String address) {
    ResponseEntity<String> answer = rest.getForEntity(address, String.class);

    assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.UNAUTHORIZED);
    assertThat(answer.getHeaders().getFirst(HttpHeaders.WWW_AUTHENTICATE)).startsWith("Basic");
    assertThat(answer.getBody()).isEqualTo("{\"message\":\"Please log in.\",\"problems\":[]}");
  }

  @Test
  void aWrongPasswordIsRefused() {
    // Nobody else's tests log in as her: a wrong password closes the account for seconds.
    ResponseEntity<String> answer =
        rest.withBasicAuth("judith.senior", "wrong").getForEntity("/api/cases", String.class);

    assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.UNAUTHORIZED);
  }

  @Test
  void theRightPasswordIsAcceptedByBothInterfaces() {
    TestRestTemplate asUna = rest.withBasicAuth("una.manager", ApplicationTest.PASSWORD);

    assertThat(asUna.getForEntity("/api/cases", String.class).getStatusCode())
        .isEqualTo(HttpStatus.OK);
    assertThat(asUna.getForEntity("/engine-rest/task", String.class).getStatusCode())
        .isEqualTo(HttpStatus.OK);
  }

  @Test
  @DisplayName("The session of Tasklist opens /api but not /engine-rest, and ends with the logout")
  void theSessionOfTasklistOpensOurPages() {
    Map<String, String> cookies = openTasklist();
    HttpHeaders form = headers(cookies);
    form.setContentType(MediaType.APPLICATION_FORM_URLENCODED);
    ResponseEntity<String> login =
        rest.postForEntity(
            TASKLIST_LOGIN,
            new HttpEntity<>("username=irene.iro&password=" + ApplicationTest.PASSWORD, form),
            String.class);
    assertThat(login.getStatusCode()).isEqualTo(HttpStatus.OK);
    remember(cookies, login.getHeaders());

    assertThat(get("/api/cases", cookies).getStatusCode()).isEqualTo(HttpStatus.OK);
    assertThat(get("/engine-rest/task", cookies).getStatusCode())
        .isEqualTo(HttpStatus.UNAUTHORIZED);

    rest.postForEntity(
        "/camunda/api/admin/auth/user/default/logout",
        new HttpEntity<>(headers(cookies)),
        String.class);
    assertThat(get("/api/cases", cookies).getStatusCode()).isEqualTo(HttpStatus.UNAUTHORIZED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://evil.example", "null", "http://localhost:1"})
  void aPageOfAnotherSiteChangesNothing(String origin) {
    HttpHeaders headers = new HttpHeaders();
    headers.set("Origin", origin);

    assertThat(post(headers).getStatusCode()).isEqualTo(HttpStatus.FORBIDDEN);
  }

  @Test
  void aPageOfAnotherSiteIsAlsoKnownByWhatTheBrowserSays() {
    HttpHeaders headers = new HttpHeaders();
    headers.set("Sec-Fetch-Site", "cross-site");

    assertThat(post(headers).getStatusCode()).isEqualTo(HttpStatus.FORBIDDEN);
  }

  @Test
  void programsAndOwnPagesMayPost() {
    HttpHeaders own = new HttpHeaders();
    own.set("Sec-Fetch-Site", "same-origin");

    assertThat(post(own).getStatusCode()).isEqualTo(HttpStatus.METHOD_NOT_ALLOWED);
    assertThat(post(new HttpHeaders()).getStatusCode()).isEqualTo(HttpStatus.METHOD_NOT_ALLOWED);
  }

  @Test
  void theEngineRefusesInTheSameShape() {
    ResponseEntity<String> answer =
        rest.withBasicAuth("una.manager", ApplicationTest.PASSWORD)
            .postForEntity(
                "/engine-rest/task/no-such-task/submit-form",
                new HttpEntity<>(Map.of("variables", Map.of())),
                String.class);

    assertThat(answer.getStatusCode().isError()).isTrue();
    assertThat(answer.getBody()).contains("\"message\":", "\"problems\":[]");
  }

  @Test
  void onlyTheHealthOfTheServiceIsPublic() {
    assertThat(rest.getForEntity("/actuator/health", String.class).getStatusCode())
        .isEqualTo(HttpStatus.OK);
    for (String address : List.of("/actuator", "/actuator/env", "/actuator/info")) {
      assertThat(rest.getForEntity(address, String.class).getStatusCode())
          .as(address)
          .isEqualTo(HttpStatus.NOT_FOUND);
    }
  }

  @Test
  void nobodyCanMakeHimselfAdministrator() {
    Map<String, String> cookies = openTasklist();
    HttpHeaders headers = headers(cookies);
    headers.setContentType(MediaType.APPLICATION_JSON);

    ResponseEntity<String> answer =
        rest.postForEntity(
            "/camunda/api/admin/setup/default/user/create",
            new HttpEntity<>(
                """
                {"profile":{"id":"evil","firstName":"E","lastName":"V"},
                 "credentials":{"password":"Evil-Enough-1"}}""",
                headers),
            String.class);

    assertThat(answer.getStatusCode().is2xxSuccessful()).isFalse();
  }

  @Test
  void answersWithCaseDataAreNotKeptByTheBrowser() {
    assertThat(get("/api/cases", Map.of()).getHeaders().getCacheControl()).isEqualTo("no-store");
    assertThat(
            get("/camunda/api/engine/engine/default/task", Map.of()).getHeaders().getCacheControl())
        .isEqualTo("no-store");
  }

  private ResponseEntity<String> post(HttpHeaders headers) {
    return rest.withBasicAuth("una.manager", ApplicationTest.PASSWORD)
        .postForEntity("/api/cases", new HttpEntity<>(headers), String.class);
  }

  private ResponseEntity<String> get(String address, Map<String, String> cookies) {
    return rest.exchange(address, HttpMethod.GET, new HttpEntity<>(headers(cookies)), String.class);
  }

  private Map<String, String> openTasklist() {
    Map<String, String> cookies = new java.util.HashMap<>();
    remember(
        cookies, rest.getForEntity("/camunda/app/tasklist/default/", String.class).getHeaders());
    return cookies;
  }

  private static void remember(Map<String, String> cookies, HttpHeaders headers) {
    for (String cookie : headers.getOrEmpty(HttpHeaders.SET_COOKIE)) {
      int equals = cookie.indexOf('=');
      int semicolon = cookie.indexOf(';');
      cookies.put(
          cookie.substring(0, equals),
          cookie.substring(equals + 1, semicolon < 0 ? cookie.length() : semicolon));
    }
  }

  private static HttpHeaders headers(Map<String, String> cookies) {
    HttpHeaders headers = new HttpHeaders();
    cookies.forEach((name, value) -> headers.add(HttpHeaders.COOKIE, name + "=" + value));
    if (cookies.containsKey("XSRF-TOKEN")) {
      headers.set("X-XSRF-TOKEN", cookies.get("XSRF-TOKEN"));
    }
    return headers;
  }
}
