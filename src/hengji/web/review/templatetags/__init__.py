"""Words that the authority's templates may use."""
