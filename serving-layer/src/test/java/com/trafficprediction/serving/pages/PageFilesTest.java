package com.trafficprediction.serving.pages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageFilesTest {
  @Test
  void theDashboardIsPackagedWithTheBuild() throws IOException {
    assertThat(PageFiles.packaged().find("/index.html"))
        .hasValueSatisfying(page -> assertThat(new String(page, UTF_8)).contains("/assets/"));
  }

  @Test
  void aDirectoryIsServedAndNothingBesideIt(@TempDir Path directory) throws IOException {
    Path pages = directory.resolve("pages");
    Files.createDirectories(pages.resolve("assets"));
    Files.writeString(pages.resolve("assets/a-1_b.js"), "1");
    Files.writeString(directory.resolve("secret"), "2");
    Files.writeString(pages.resolve(".hidden"), "3");
    PageFiles files = PageFiles.in(pages);

    assertThat(files.find("/assets/a-1_b.js")).hasValue("1".getBytes(UTF_8));
    assertThat(files.find("/../secret")).isEmpty();
    assertThat(files.find("/assets/../../secret")).isEmpty();
    assertThat(files.find("//secret")).isEmpty();
    assertThat(files.find("/.hidden")).isEmpty();
    assertThat(files.find("/assets")).isEmpty();
    assertThat(files.find("/%2e%2e/secret")).isEmpty();
  }

  @Test
  void whatIsPackagedBesidesTheDashboardIsNotServed() throws IOException {
    assertThat(PageFiles.packaged().find("/../openapi.json")).isEmpty();
    assertThat(PageFiles.packaged().find("/home.html")).isEmpty();
  }
}
