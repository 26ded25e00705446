package org.exitinterview.people;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.camunda.bpm.engine.ProcessEngine;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Which addresses need a login; the web applications under {@code /camunda} have their own. */
@Configuration
class LoginConfiguration {

  private static final int BEFORE_EVERYTHING_WITH_DATA = Ordered.HIGHEST_PRECEDENCE + 100;

  @Bean
  FilterRegistrationBean<SessionEnds> sessionEnds(SessionSettings settings) {
    FilterRegistrationBean<SessionEnds> registration =
        new FilterRegistrationBean<>(new SessionEnds(settings.atMost()));
    registration.addUrlPatterns("/camunda/*", "/api/*", "/pages/*");
    registration.setOrder(BEFORE_EVERYTHING_WITH_DATA - 1);
    return registration;
  }

  @Bean
  FilterRegistrationBean<LoginFilter> apiLogin(ProcessEngine engine, ObjectMapper json) {
    return register(
        new LoginFilter(engine, json, LoginFilter.Accepts.BASIC_OR_SESSION), "/api", "/api/*");
  }

  @Bean
  FilterRegistrationBean<LoginFilter> pagesLogin(ProcessEngine engine, ObjectMapper json) {
    return register(
        new LoginFilter(engine, json, LoginFilter.Accepts.BASIC_OR_SESSION), "/pages", "/pages/*");
  }

  /** Programs only: the engine's own API stays closed to what a browser remembers. */
  @Bean
  FilterRegistrationBean<LoginFilter> engineLogin(ProcessEngine engine, ObjectMapper json) {
    return register(
        new LoginFilter(engine, json, LoginFilter.Accepts.BASIC), "/engine-rest", "/engine-rest/*");
  }

  @Bean
  FilterRegistrationBean<SealedCockpit> sealedCockpit(ProcessEngine engine, ObjectMapper json) {
    FilterRegistrationBean<SealedCockpit> registration =
        new FilterRegistrationBean<>(new SealedCockpit(engine.getName(), json));
    registration.addUrlPatterns("/camunda/api/cockpit/*", "/camunda/api/admin/*");
    registration.setOrder(BEFORE_EVERYTHING_WITH_DATA);
    return registration;
  }

  private static FilterRegistrationBean<LoginFilter> register(
      LoginFilter filter, String... addresses) {
    FilterRegistrationBean<LoginFilter> registration = new FilterRegistrationBean<>(filter);
    registration.addUrlPatterns(addresses);
    registration.setName("login " + addresses[0]);
    registration.setOrder(BEFORE_EVERYTHING_WITH_DATA);
    return registration;
  }
}
