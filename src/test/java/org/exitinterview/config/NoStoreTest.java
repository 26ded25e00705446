package org.exitinterview.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.exitinterview.ApplicationTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** No browser keeps an answer that may hold words, whatever the answer is. */
@ApplicationTest
class NoStoreTest {

  /** Holds no words: what to do when something fails. */
  private static final List<String> WITHOUT_WORDS = List.of("/error");

  /** Where the engine and its web applications answer with words, names or case numbers. */
  private static final List<String> OF_THE_ENGINE =
      List.of(
          "/engine-rest/task",
          "/engine-rest/task/x/form-variables",
          "/engine-rest/task/x/variables",
          "/engine-rest/history/detail",
          "/engine-rest/history/variable-instance",
          "/camunda/api/engine/engine/default/task",
          "/camunda/api/engine/engine/default/task/x/form-variables",
          "/camunda/api/engine/engine/default/task/x/localVariables",
          "/camunda/api/engine/engine/default/task/x/comment",
          "/camunda/api/engine/engine/default/filter/x/list",
          "/camunda/api/engine/engine/default/history/user-operation",
          "/camunda/api/cockpit/plugin/base/default/process-instance",
          "/camunda/api/admin/auth/user/default",
          "/camunda/app/tasklist/default/",
          "/camunda/app/cockpit/default/",
          "/camunda/app/admin/default/",
          "/camunda/app/welcome/default/");

  @Autowired private TestRestTemplate rest;

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  private RequestMappingHandlerMapping ours;

  @Test
  void everyAddressOfOurs() {
    List<String> addresses = new ArrayList<>();
    ours.getHandlerMethods()
        .keySet()
        .forEach(
            mapping ->
                mapping.getPatternValues().stream()
                    .filter(pattern -> !WITHOUT_WORDS.contains(pattern))
                    .forEach(pattern -> addresses.add(pattern.replaceAll("\\{[^}]*}", "x"))));

    assertThat(addresses).contains("/api/drafts/x");
    assertThat(addresses).allSatisfy(this::isNotStored);
  }

  @Test
  void everyAddressOfTheEngine() {
    assertThat(OF_THE_ENGINE).allSatisfy(this::isNotStored);
  }

  private void isNotStored(String address) {
    for (TestRestTemplate caller :
        List.of(rest, rest.withBasicAuth("ian.interviewer", ApplicationTest.PASSWORD))) {
      ResponseEntity<String> answer = caller.getForEntity(address, String.class);
      assertThat(answer.getHeaders().get("Cache-Control"))
          .as("%s answers %s", address, answer.getStatusCode())
          .containsExactly("no-store");
    }
  }
}
