namespace Grid.Console.SignIn;

/// <summary>Names of the policies, one a page.</summary>
public static class PagePolicies
{
    public const string Board = "page-board";
    public const string Regions = "page-regions";
    public const string Duties = "page-duties";
    public const string Report = "page-report";
    public const string Platform = "page-platform";
    public const string Notices = "page-notices";
    public const string Matching = "page-matching";
    public const string Imports = "page-imports";
    public const string Calendar = "page-calendar";
    public const string Grid = "page-grid";
    public const string Access = "page-access";
}
