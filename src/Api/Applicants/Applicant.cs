using Grid.Domain.Numbers;
using Grid.Domain.Persons;

namespace Grid.Api.Applicants;

/// <summary>An applicant whose two numbers fit.</summary>
internal sealed record Applicant(PersonRecord Record, ApplicationNumber Receipt);
