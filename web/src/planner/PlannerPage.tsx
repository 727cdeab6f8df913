import '../theme/planner.css';

/** /city-planner: congestion by place and time, reliability, bottlenecks. */
export function PlannerPage() {
  return (
    <div className="narrow">
      <h1>City planner</h1>
      <p>The tables are at /api/planner; this page does not show them yet.</p>
    </div>
  );
}
