// The page's entry: the element defines itself.
import './element';
