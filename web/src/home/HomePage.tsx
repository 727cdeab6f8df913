import { Link } from '../router/router';

export function HomePage() {
  return (
    <div className="narrow">
      <h1>Traffic prediction</h1>
      <p>
        <Link to="/predictions">Predictions</Link>: the live map.
      </p>
    </div>
  );
}
