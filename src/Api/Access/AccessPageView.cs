namespace Grid.Api.Access;

/// <summary>A page of the access log.</summary>
/// <param name="Items">The newest first.</param>
/// <param name="Next">Cursor of the next page; absent at the end.</param>
public sealed record AccessPageView(DateOnly From, DateOnly To, IReadOnlyList<AccessLineView> Items, string? Next);
