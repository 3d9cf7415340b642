namespace Grid.Api.Reports.Forms;

/// <summary>How a cell of the workbook looks; the number is its place in <see cref="XlsxStyles"/>.</summary>
internal enum XlsxStyle : uint
{
    Plain = 0,
    Title = 1,
    Label = 2,
    Header = 3,
    Section = 4,
    Text = 5,
    Persons = 6,
    Percent = 7,
    PersonsChange = 8,
    PercentChange = 9,
}
