using Grid.Domain.Counting;

namespace Grid.Grains.Interfaces.Counting;

/// <summary>One office's part of its region's figures; reason 70 shows as 90 here.</summary>
public sealed record OfficeFigures(string Office, Figures Opening, Figures Flows);
