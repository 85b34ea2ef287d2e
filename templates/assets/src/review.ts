// The page of all reviews: see features/review.ts.
import { review } from "./review/table";

Object.assign(self, { quadrilleReview: review });
