package org.exitinterview.reply;

import org.exitinterview.evidence.EvidenceSettings;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Puts the guard before the reply pages, behind the filter that sets what browsers may do. */
@Configuration
class ReplyConfiguration {

  @Bean
  FilterRegistrationBean<ReplyGuard> replyGuard(EvidenceSettings evidence) {
    FilterRegistrationBean<ReplyGuard> registration =
        new FilterRegistrationBean<>(new ReplyGuard(evidence.largestFile()));
    registration.addUrlPatterns("/reply/*");
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 30);
    return registration;
  }
}
