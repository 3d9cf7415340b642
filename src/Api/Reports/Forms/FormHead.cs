namespace Grid.Api.Reports.Forms;

/// <summary>What the form says above its figures, besides what is in the report.</summary>
/// <param name="State">draft, checked or submitted.</param>
/// <param name="Filler">Who submitted it, or who takes the draft.</param>
/// <param name="On">The day of it.</param>
internal sealed record FormHead(string State, string Digest, string Filler, DateOnly On, DateOnly Due);
