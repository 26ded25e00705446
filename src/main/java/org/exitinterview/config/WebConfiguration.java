package org.exitinterview.config;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** What is the same for every address: where people land and what browsers may keep. */
@Configuration
class WebConfiguration implements WebMvcConfigurer {

  /** Their pages; what they load lies elsewhere. */
  private static final String[] WEB_APPLICATIONS = {
    "/camunda/app/tasklist/default/*",
    "/camunda/app/cockpit/default/*",
    "/camunda/app/admin/default/*",
    "/camunda/app/welcome/default/*"
  };

  /** Most people come for their tasks, so the bare address leads there. */
  @Override
  public void addViewControllers(ViewControllerRegistry registry) {
    registry.addRedirectViewController("/", "/camunda/app/tasklist/default/");
  }

  @Bean
  FilterRegistrationBean<NoStoreFilter> noStoreFilter() {
    FilterRegistrationBean<NoStoreFilter> registration =
        new FilterRegistrationBean<>(new NoStoreFilter());
    registration.addUrlPatterns(
        "/api/*", "/engine-rest/*", "/camunda/api/*", "/pages/*", "/reply/*");
    // A browser that goes back shows the pages of the web applications anew.
    registration.addUrlPatterns(WEB_APPLICATIONS);
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
    return registration;
  }

  @Bean
  FilterRegistrationBean<WebApplicationPolicy> webApplicationPolicy() {
    FilterRegistrationBean<WebApplicationPolicy> registration =
        new FilterRegistrationBean<>(new WebApplicationPolicy());
    registration.addUrlPatterns(WEB_APPLICATIONS);
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 20);
    return registration;
  }
}
