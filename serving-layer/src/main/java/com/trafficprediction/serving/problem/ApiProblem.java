package com.trafficprediction.serving.problem;

/**
 * A request that cannot be answered as asked. Becomes {@code application/problem+json}; everything
 * in it is meant for the person or program that asked.
 */
public final class ApiProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String kind;
  private final String title;
  private final String remedy;

  private ApiProblem(int status, String kind, String title, String detail, String remedy) {
    super(detail);
    this.status = status;
    this.kind = kind;
    this.title = title;
    this.remedy = remedy;
  }

  /** 400: the request says something that cannot be. */
  public static ApiProblem badRequest(String kind, String detail, String remedy) {
    return new ApiProblem(400, kind, "The request cannot be understood", detail, remedy);
  }

  /** 404: there is no such thing. */
  public static ApiProblem notFound(String kind, String detail, String remedy) {
    return new ApiProblem(404, kind, "Not found", detail, remedy);
  }

  /** 503: it would be there, but something it needs is not. */
  public static ApiProblem unavailable(String kind, String detail, String remedy) {
    return new ApiProblem(503, kind, "Not available now", detail, remedy);
  }

  /** Any other status. */
  public static ApiProblem of(int status, String kind, String title, String detail, String remedy) {
    return new ApiProblem(status, kind, title, detail, remedy);
  }

  /** HTTP status. */
  public int status() {
    return status;
  }

  /** Stable name of the kind of problem, such as {@code unknown-segment}. */
  public String kind() {
    return kind;
  }

  /** The kind in a few words. */
  public String title() {
    return title;
  }

  /** What went wrong this time. */
  public String detail() {
    return String.valueOf(getMessage());
  }

  /** What to do. */
  public String remedy() {
    return remedy;
  }
}
