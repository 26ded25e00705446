package org.exitinterview;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.ContextConfiguration;

/**
 * A test against the whole application on a real PostgreSQL. All of them share one application
 * context; the job executor is off, so a test fires timers by hand.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "camunda.bpm.job-execution.enabled=false",
      "exitinterview.demo=true",
      "exitinterview.demo-password=" + ApplicationTest.PASSWORD,
      "exitinterview.admin.user=admin",
      "exitinterview.admin.password=" + ApplicationTest.PASSWORD,
      "exitinterview.data-dir=" + ApplicationTest.DATA
    })
@ContextConfiguration(initializers = TestDatabase.class)
public @interface ApplicationTest {

  /** Where the application keeps its files; each of the processes that tests run in has its own. */
  String DATA = "target/test-data/${fork:1}";

  /** The password of everybody in the tests' database. */
  String PASSWORD = "Correct-Horse-7-Battery";
}
